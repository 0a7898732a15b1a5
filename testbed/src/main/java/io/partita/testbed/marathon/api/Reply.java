package io.partita.testbed.marathon.api;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * An answer without the headers that all of them bear.
 *
 * @param headers beside those, before the content type
 * @param vary what it depends on, as caches are told; empty if they are told nothing
 */
record Reply(int status, Map<String, String> headers, String contentType, String body, String vary) {

    /** What all that is shown depends on. */
    static final String VARY = "Accept-Encoding, User-Agent";

    private static final String JSON = "application/json";

    /** What a client asked to see. */
    static Reply shown(JsonNode body) {
        return new Reply(200, Map.of(), JSON, body.toString(), VARY);
    }

    /** What a client's request led to, or why it led to nothing. */
    static Reply done(int status, JsonNode body) {
        return new Reply(status, Map.of(), JSON, body.toString(), "");
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), "", "", "");
    }

    static Reply plain(String text) {
        return new Reply(200, Map.of(), "text/plain", text, VARY);
    }

    Reply with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, contentType, body, vary);
    }

    /** The whole answer of the Marathon at {@code self}, which leads. */
    Response from(Address self) {
        Map<String, String> all = common(self);
        all.putAll(headers);
        if (!contentType.isEmpty()) {
            all.put("Content-Type", contentType);
        }
        if (!vary.isEmpty()) {
            all.put("Vary", vary);
        }
        return new Response(status, all, body.getBytes(StandardCharsets.UTF_8));
    }

    /** The headers that every answer of a leader begins with. */
    static Map<String, String> common(Address leader) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Marathon-Leader", "http://" + leader);
        headers.put("X-Frame-Options", "DENY");
        headers.put("X-XSS-Protection", "1; mode=block");
        headers.put("Cache-Control", "no-cache, no-store, must-revalidate");
        headers.put("Pragma", "no-cache");
        headers.put("Expires", "0");
        return headers;
    }
}
