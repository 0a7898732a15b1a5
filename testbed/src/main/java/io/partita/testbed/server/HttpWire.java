package io.partita.testbed.server;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** HTTP/1.1 as it stands on a connection, for both ends: a first line, headers, and a body of known or unknown length. */
final class HttpWire {

    /** What the other end sent is not HTTP, or is too large. */
    static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** @param status the fitting answer */
        Malformed(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** A header as it was sent. */
    record Header(String name, String value) {}

    /**
     * All before the body.
     *
     * @param first request line or status line
     */
    record Head(String first, List<Header> headers) {

        Optional<String> value(String name) {
            return headers.stream()
                    .filter(header -> header.name().equalsIgnoreCase(name))
                    .map(Header::value)
                    .findFirst();
        }

        boolean has(String name, String word) {
            return value(name).filter(value -> value.equalsIgnoreCase(word)).isPresent();
        }
    }

    private static final int HEAD_LIMIT = 64 * 1024;

    private HttpWire() {}

    /** Reads a head; empty if the connection ends before it begins. */
    static Optional<Head> readHead(InputStream in) throws IOException {
        int[] left = {HEAD_LIMIT};
        String first = readLine(in, left);
        while (first != null && first.isEmpty()) {
            first = readLine(in, left);
        }
        if (first == null) {
            return Optional.empty();
        }
        List<Header> headers = new ArrayList<>();
        for (String line = readLine(in, left); ; line = readLine(in, left)) {
            if (line == null) {
                throw new EOFException("the connection ended within the headers");
            }
            if (line.isEmpty()) {
                return Optional.of(new Head(first, headers));
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new Malformed(400, "not a header: " + line);
            }
            headers.add(new Header(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
    }

    /**
     * Reads the body that belongs to {@code head}.
     *
     * @param limit so many bytes at most
     * @param untilEnd whether a body of unstated length goes on to the end of the connection; else there is none
     */
    static byte[] readBody(InputStream in, Head head, int limit, boolean untilEnd) throws IOException {
        if (head.has("Transfer-Encoding", "chunked")) {
            return readChunks(in, limit);
        }
        Optional<String> length = head.value("Content-Length");
        if (length.isPresent()) {
            return readExactly(in, parseLength(length.get(), 10, limit));
        }
        if (!untilEnd) {
            return new byte[0];
        }
        byte[] body = in.readNBytes(limit);
        if (body.length == limit && in.read() >= 0) {
            throw new Malformed(413, "more than " + limit + " bytes");
        }
        return body;
    }

    /** A first line and headers, ready to be sent. */
    static byte[] head(String first, Map<String, String> headers) {
        StringBuilder text = new StringBuilder(first).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] readChunks(InputStream in, int limit) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int[] left = {Integer.MAX_VALUE};
        while (true) {
            String line = readLine(in, left);
            if (line == null) {
                throw new EOFException("the connection ended within the body");
            }
            int semicolon = line.indexOf(';');
            String size = semicolon < 0 ? line : line.substring(0, semicolon);
            int length = parseLength(size.strip(), 16, limit - body.size());
            if (length == 0) {
                while (line != null && !line.isEmpty()) {
                    line = readLine(in, left);
                }
                return body.toByteArray();
            }
            body.write(readExactly(in, length));
            readLine(in, left);
        }
    }

    private static int parseLength(String text, int radix, int limit) throws Malformed {
        long length;
        try {
            length = Long.parseLong(text, radix);
        } catch (NumberFormatException e) {
            throw new Malformed(400, "not a length: \"" + text + "\"");
        }
        if (length < 0) {
            throw new Malformed(400, "not a length: \"" + text + "\"");
        }
        if (length > limit) {
            throw new Malformed(413, "more than " + limit + " bytes");
        }
        return (int) length;
    }

    private static byte[] readExactly(InputStream in, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the connection ended within the body");
        }
        return bytes;
    }

    /** A line without its end; null at the end of the connection. */
    private static String readLine(InputStream in, int[] left) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (--left[0] < 0) {
                throw new Malformed(431, "more than " + HEAD_LIMIT + " bytes of headers");
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
