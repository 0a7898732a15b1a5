package io.partita.testbed.contract;

import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.server.Reasons;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A whole answer over HTTP.
 *
 * @param headers in order, by name as it was written; values of several with one name are joined by a comma, which means the same
 */
public record Answer(int status, String reason, Map<String, String> headers, String body) {

    public Answer {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    }

    /** Reads a status line, headers and, after an empty line, a body. */
    public static Answer parse(String text) {
        String unix = text.replace("\r\n", "\n");
        int empty = unix.indexOf("\n\n");
        return parse(empty < 0 ? unix : unix.substring(0, empty), empty < 0 ? "" : unix.substring(empty + 2));
    }

    /** Reads an answer of which head and body are apart. */
    static Answer parse(String head, String body) {
        String[] lines = head.strip().split("\r?\n");
        String[] first = lines[0].split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": *", 2);
            headers.merge(header[0], header[1].strip(), (one, other) -> one + ", " + other);
        }
        return new Answer(Integer.parseInt(first[1]), first.length > 2 ? first[2].strip() : "", headers, body);
    }

    /** An answer of a component that was asked without a network: with the headers that its server would have added. */
    public static Answer of(Response response) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Date", "now");
        headers.putAll(response.headers());
        headers.put("Content-Length", Integer.toString(response.body().length));
        return new Answer(
                response.status(),
                Reasons.of(response.status()),
                headers,
                new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The same head with another body. */
    Answer with(String newBody) {
        return new Answer(status, reason, headers, newBody);
    }

    /** The same answer with names, such as addresses, by which servers were called elsewhere. */
    public Answer renamed(Map<String, String> names) {
        Map<String, String> renamed = new LinkedHashMap<>();
        headers.forEach((name, value) -> renamed.put(name, rename(value, names)));
        return new Answer(status, reason, renamed, body);
    }

    private static String rename(String text, Map<String, String> names) {
        String renamed = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            renamed = renamed.replace(name.getKey(), name.getValue());
        }
        return renamed;
    }
}
