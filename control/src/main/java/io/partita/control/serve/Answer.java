package io.partita.control.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Answers to requests, with the headers that keep browsers from making more of them than they are. */
final class Answer {

    /** For whatever is no page of ours: it can do nothing, whatever it is. */
    private static final String INERT = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /** Our pages have a policy of their own in them, which admits only their own script; this bounds all. */
    private static final String PAGE =
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private Answer() {}

    /** The headers of every answer. */
    static void head(HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cache-Control", "no-store");
        headers.set("Content-Security-Policy", INERT);
    }

    static void text(HttpExchange exchange, int status, String text) throws IOException {
        send(exchange, status, "text/plain; charset=utf-8", text + "\n");
    }

    /** A page of ours. */
    static void page(HttpExchange exchange, String html) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", PAGE);
        send(exchange, 200, "text/html; charset=utf-8", html);
    }

    static void redirect(HttpExchange exchange, String path) throws IOException {
        exchange.getResponseHeaders().set("Location", path);
        text(exchange, 302, path);
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        try (OutputStream out = begin(exchange, status, bytes.length)) {
            out.write(bytes);
        }
    }

    /** @param isPage whether it is a page of ours, and not a file that came from anywhere */
    static void file(HttpExchange exchange, Path file, boolean isPage) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", isPage ? "text/html; charset=utf-8" : type(file));
        if (isPage) {
            exchange.getResponseHeaders().set("Content-Security-Policy", PAGE);
        }
        // The path has no links in it, and if one has been put there since, it is not followed.
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            long length = Files.size(file);
            try (OutputStream out = begin(exchange, 200, length)) {
                copy(in, out, length);
            }
        }
    }

    /** A file of a run may grow meanwhile: no more is sent than was promised. */
    private static void copy(InputStream in, OutputStream out, long length) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (long left = length; left > 0; ) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (read < 0) {
                throw new IOException("the file has become shorter");
            }
            out.write(buffer, 0, read);
            left -= read;
        }
    }

    private static OutputStream begin(HttpExchange exchange, int status, long length) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(length));
            exchange.sendResponseHeaders(status, -1);
            return OutputStream.nullOutputStream();
        }
        exchange.sendResponseHeaders(status, length == 0 ? -1 : length);
        return length == 0 ? OutputStream.nullOutputStream() : exchange.getResponseBody();
    }

    private static String type(Path file) {
        String name = String.valueOf(file.getFileName());
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return switch (extension) {
            case "json" -> "application/json";
            case "jsonl", "log", "txt", "md", "xml", "hlog", "html", "out", "err", "cfg", "conf" ->
                "text/plain; charset=utf-8";
            default -> "application/octet-stream";
        };
    }
}
