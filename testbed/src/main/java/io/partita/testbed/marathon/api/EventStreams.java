package io.partita.testbed.marathon.api;

import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Responder;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code GET /v2/events}: the stream of events, of some types only if {@code event_type} names them. */
final class EventStreams {

    private final ApiContext context;

    EventStreams(ApiContext context) {
        this.context = context;
    }

    void attach(Request request, Responder responder) {
        if (!request.method().equals("GET")) {
            ApiError error = ApiError.methodNotAllowed();
            responder.respond(Reply.done(error.status(), error.body()).from(context.http()));
            return;
        }
        Set<String> types = new LinkedHashSet<>(request.query().getOrDefault("event_type", List.of()));
        Map<String, String> headers = Reply.common(context.http());
        headers.put("Content-Type", "text/event-stream;charset=utf-8");
        headers.put("Connection", "close");
        context.events().attach(responder.stream(200, headers), types, request.client());
    }
}
