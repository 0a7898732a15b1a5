package io.partita.testbed.runtime;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a component answers to HTTP requests. */
@FunctionalInterface
public interface HttpService {

    /** Called on the loop; {@code responder} is used exactly once, now or later, from the loop. */
    void handle(Request request, Responder responder);

    /**
     * A request.
     *
     * @param method such as {@code GET}
     * @param path decoded, without query, such as {@code /v2/apps//web}
     * @param query decoded, in order
     * @param headers by name in lower case; of several with one name, the first
     * @param body empty if there is none
     * @param client where it comes from
     */
    record Request(
            String method,
            String path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            byte[] body,
            String client) {

        /** The request for a path with query as it stands on the wire; percent signs are decoded. */
        public static Request of(
                String method, String pathAndQuery, Map<String, String> headers, byte[] body, String client) {
            int mark = pathAndQuery.indexOf('?');
            String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
            Map<String, List<String>> query =
                    mark < 0 ? Map.of() : PercentEncoding.parameters(pathAndQuery.substring(mark + 1));
            Map<String, String> lower = new LinkedHashMap<>();
            headers.forEach((name, value) -> lower.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
            return new Request(method, PercentEncoding.decode(path), query, lower, body, client);
        }

        /** The first value of a parameter. */
        public Optional<String> parameter(String name) {
            return query.getOrDefault(name, List.of()).stream().findFirst();
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /**
     * A whole answer.
     *
     * @param headers in the order and case to send; Date and Content-Length are added
     */
    record Response(int status, Map<String, String> headers, byte[] body) {

        /** An answer without a body or headers. */
        public static Response of(int status) {
            return new Response(status, Map.of(), new byte[0]);
        }

        public static Response of(int status, String contentType, String body) {
            return new Response(status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
        }

        /** This answer with one header more. */
        public Response with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Response(status, more, body);
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /** Where an answer goes. */
    interface Responder {

        void respond(Response response);

        /** Begins an answer without an end, such as server-sent events. */
        Stream stream(int status, Map<String, String> headers);
    }

    /** An answer that goes on. */
    interface Stream {

        /** Sends {@code text} without waiting. Nothing happens if the client is gone. */
        void send(String text);

        /** Calls {@code action} on the loop once the client is gone. */
        void onClose(Runnable action);

        void close();
    }
}
