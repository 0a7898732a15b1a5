package io.partita.testbed.marathon.api;

/** What needs no leader. */
final class LocalPages {

    private LocalPages() {}

    /** The sign of life, as text or as JSON. */
    static Reply pong(Call call) {
        if (!call.method().equals("GET")) {
            throw ApiError.methodNotAllowed();
        }
        return new Reply(
                        200,
                        java.util.Map.of(),
                        call.acceptsJson() ? "application/json" : "text/plain",
                        call.acceptsJson() ? "\"pong\"" : "pong",
                        true)
                .with("Vary", "Accept, Accept-Encoding, User-Agent");
    }
}
