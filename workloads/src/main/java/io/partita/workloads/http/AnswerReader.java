package io.partita.workloads.http;

import io.partita.workloads.http.HttpAnswer.Received;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one answer of HTTP/1.1 (RFC 9112) and says what is wrong with one that is none. Lines may end with a line feed
 * alone, as the RFC allows a reader to accept.
 */
final class AnswerReader {

    /** The bytes are no answer; or one that is larger than it may be. */
    static final class BadAnswerException extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param error as in {@link HttpAnswer} */
        BadAnswerException(String error) {
            super(error);
        }
    }

    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*(.*?)[ \\t]*");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,8})[ \\t]*(;.*)?");
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADERS = 256;

    private final InputStream in;
    private final int largestBody;

    /** @param largestBody in bytes */
    AnswerReader(InputStream in, int largestBody) {
        this.in = in;
        this.largestBody = largestBody;
    }

    /** @param start by {@link System#nanoTime}, when the exchange began */
    Received read(long start) throws IOException {
        int status = statusLine();
        Map<String, List<String>> headers = headers();
        while (status < 200) {
            // An answer that only announces another, such as 100 Continue. We never ask to change the protocol.
            if (status == 101) {
                throw malformed("it changes the protocol");
            }
            status = statusLine();
            headers = headers();
        }
        String body = body(status, headers).toString(StandardCharsets.UTF_8);
        return new Received(status, headers, body, Duration.ofNanos(System.nanoTime() - start));
    }

    private int statusLine() throws IOException {
        String line = line("before the answer");
        Matcher matcher = STATUS_LINE.matcher(line);
        if (!matcher.matches()) {
            throw malformed("it begins with " + printable(line));
        }
        return Integer.parseInt(matcher.group(1));
    }

    private Map<String, List<String>> headers() throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        for (int number = 0; number < MOST_HEADERS; number++) {
            String line = line("in the headers");
            if (line.isEmpty()) {
                return headers;
            }
            Matcher matcher = HEADER.matcher(line);
            if (!matcher.matches()) {
                throw malformed("no header: " + printable(line));
            }
            headers.computeIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), unused -> new ArrayList<>())
                    .add(matcher.group(2));
        }
        throw malformed("more than " + MOST_HEADERS + " headers");
    }

    private ByteArrayOutputStream body(int status, Map<String, List<String>> headers) throws IOException {
        var body = new ByteArrayOutputStream();
        List<String> codings = headers.getOrDefault("transfer-encoding", List.of());
        if (status == 204 || status == 304) {
            return body;
        }
        if (!codings.isEmpty()) {
            if (!String.join(",", codings).strip().equalsIgnoreCase("chunked")) {
                throw malformed("its body is coded as " + codings);
            }
            chunks(body);
        } else if (headers.containsKey("content-length")) {
            copy(body, length(headers.get("content-length")));
        } else {
            rest(body);
        }
        return body;
    }

    private static long length(List<String> values) throws BadAnswerException {
        List<String> distinct = values.stream().distinct().toList();
        if (distinct.size() != 1 || !distinct.get(0).matches("\\d{1,18}")) {
            throw malformed("its length is " + values);
        }
        return Long.parseLong(distinct.get(0));
    }

    private void chunks(ByteArrayOutputStream body) throws IOException {
        while (true) {
            String line = line("between chunks");
            Matcher matcher = CHUNK.matcher(line);
            if (!matcher.matches()) {
                throw malformed("no chunk: " + printable(line));
            }
            long size = Long.parseLong(matcher.group(1), 16);
            if (size == 0) {
                headers();
                return;
            }
            copy(body, size);
            if (!line("after a chunk").isEmpty()) {
                throw malformed("a chunk is longer than it says");
            }
        }
    }

    private void copy(ByteArrayOutputStream body, long size) throws IOException {
        if (body.size() + size > largestBody) {
            throw tooLarge();
        }
        byte[] bytes = in.readNBytes((int) size);
        body.write(bytes);
        if (bytes.length < size) {
            throw cutOff(bytes.length + " of " + size + " bytes");
        }
    }

    private void rest(ByteArrayOutputStream body) throws IOException {
        byte[] bytes = in.readNBytes(largestBody + 1);
        if (bytes.length > largestBody) {
            throw tooLarge();
        }
        body.write(bytes);
    }

    private String line(String where) throws IOException {
        var line = new ByteArrayOutputStream();
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw cutOff(where);
            }
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
            }
            if (line.size() == LONGEST_LINE) {
                throw malformed("a line of more than " + LONGEST_LINE + " bytes");
            }
            line.write(next);
        }
    }

    private static BadAnswerException malformed(String detail) {
        return new BadAnswerException("malformed: " + detail);
    }

    private static BadAnswerException cutOff(String where) {
        return new BadAnswerException("cut-off: " + where);
    }

    private BadAnswerException tooLarge() {
        return new BadAnswerException("too-large: more than " + largestBody + " bytes");
    }

    private static String printable(String text) {
        String start = text.length() <= 40 ? text : text.substring(0, 40) + "…";
        return '"' + start.replaceAll("[^\\x20-\\x7e…]", "?") + '"';
    }
}
