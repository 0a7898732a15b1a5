package io.partita.testbed.contract;

import io.partita.testbed.runtime.HttpService.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * A whole answer over HTTP.
 *
 * @param headers by name as it was written; values of several with one name are joined by a comma, which means the same
 */
public record Answer(int status, String reason, Map<String, String> headers, String body) {

    public Answer {
        headers = Map.copyOf(headers);
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
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            String[] header = lines[i].split(": *", 2);
            headers.merge(header[0], header[1].strip(), (one, other) -> one + ", " + other);
        }
        return new Answer(Integer.parseInt(first[1]), first.length > 2 ? first[2].strip() : "", headers, body);
    }

    /** An answer of a component that was asked without a network. */
    public static Answer of(Response response) {
        return new Answer(
                response.status(), "", response.headers(), new String(response.body(), StandardCharsets.UTF_8));
    }

    /** The same answer with names, such as addresses, by which servers were called elsewhere. */
    Answer renamed(Map<String, String> names) {
        Map<String, String> renamed = new TreeMap<>();
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
