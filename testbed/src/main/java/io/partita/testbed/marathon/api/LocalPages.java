package io.partita.testbed.marathon.api;

import java.util.Map;

/** What needs no leader. */
final class LocalPages {

    private LocalPages() {}

    /** The sign of life, as text or as JSON. */
    static Reply pong(Call call) {
        if (!call.method().equals("GET")) {
            throw ApiError.methodNotAllowed();
        }
        boolean json = call.acceptsJson();
        return new Reply(
                200,
                Map.of(),
                json ? "application/json" : "text/plain",
                json ? "\"pong\"" : "pong",
                "Accept, " + Reply.VARY);
    }
}
