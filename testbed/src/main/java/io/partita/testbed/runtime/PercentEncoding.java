package io.partita.testbed.runtime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The encoding of paths and queries in HTTP. */
final class PercentEncoding {

    private PercentEncoding() {}

    /** Decodes a path; a plus sign stays one, and so does a percent sign without two digits after it. */
    static String decode(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(encoded.length);
        for (int i = 0; i < encoded.length; i++) {
            int code = encoded[i] == '%' && i + 2 < encoded.length ? code(encoded[i + 1], encoded[i + 2]) : -1;
            plain.write(code < 0 ? encoded[i] : code);
            i += code < 0 ? 0 : 2;
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    /** The parameters of a query in order; in it, a plus sign is a space. */
    static Map<String, List<String>> parameters(String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters
                        .computeIfAbsent(decode(name.replace('+', ' ')), key -> new ArrayList<>())
                        .add(decode(value.replace('+', ' ')));
            }
        }
        return parameters;
    }

    private static int code(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : first * 16 + second;
    }
}
