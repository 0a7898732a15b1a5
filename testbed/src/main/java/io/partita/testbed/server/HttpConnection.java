package io.partita.testbed.server;

import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Loop;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One client's connection: requests one after another, each answered before the next is read. */
final class HttpConnection {

    private static final int BODY_LIMIT = 16 * 1024 * 1024;

    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(302, "Found"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Payload Too Large"),
            // As the server in Marathon has it: no words.
            Map.entry(422, ""),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private final Socket socket;
    private final Loop loop;
    private final HttpService service;
    private final InputStream in;
    private final OutputStream out;

    HttpConnection(Socket socket, Loop loop, HttpService service) throws IOException {
        this.socket = socket;
        this.loop = loop;
        this.service = service;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = new BufferedOutputStream(socket.getOutputStream());
    }

    /** Serves until the connection ends. */
    void serve() throws IOException {
        try {
            for (HttpWire.Head head = next(); head != null; head = next()) {
                if (!serve(head)) {
                    return;
                }
            }
        } catch (HttpWire.Malformed e) {
            send(Response.of(e.status(), "text/plain", e.getMessage() + "\n").with("Connection", "close"), false);
            // What is left unread would make the kernel reset the connection before the client has read the answer.
            socket.shutdownOutput();
            in.skipNBytes(Math.min(in.available(), BODY_LIMIT));
        }
    }

    private HttpWire.Head next() throws IOException {
        return HttpWire.readHead(in).orElse(null);
    }

    /** Answers one request; false if the connection is to end after that. */
    private boolean serve(HttpWire.Head head) throws IOException {
        String[] words = head.first().split(" ");
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            throw new HttpWire.Malformed(400, "not an HTTP request: " + head.first());
        }
        boolean old = words[2].equals("HTTP/1.0");
        if (head.has("Expect", "100-continue")) {
            out.write(HttpWire.head("HTTP/1.1 100 Continue", Map.of()));
            out.flush();
        }
        Answer answer = new Answer();
        service.handle(request(words[0], words[1], head), answer);
        if (answer.await() instanceof Response whole) {
            boolean stays = !old && !head.has("Connection", "close");
            send(stays ? whole : whole.with("Connection", "close"), words[0].equals("HEAD"));
            return stays;
        }
        stream(answer.await(), old);
        return false;
    }

    private HttpService.Request request(String method, String target, HttpWire.Head head) throws IOException {
        byte[] body = HttpWire.readBody(in, head, BODY_LIMIT, false);
        Map<String, String> headers = new LinkedHashMap<>();
        head.headers().forEach(header -> headers.putIfAbsent(header.name(), header.value()));
        String client = ((InetSocketAddress) socket.getRemoteSocketAddress())
                .getAddress()
                .getHostAddress();
        // Who asks for the head of an answer gets that of the whole one.
        return HttpService.Request.of(method.equals("HEAD") ? "GET" : method, origin(target), headers, body, client);
    }

    /** Path and query of a request's target, which may be a whole address. */
    private static String origin(String target) {
        if (!target.startsWith("http://")) {
            return target;
        }
        int slash = target.indexOf('/', "http://".length());
        return slash < 0 ? "/" : target.substring(slash);
    }

    private void send(Response response, boolean headOnly) throws IOException {
        Map<String, String> headers = dated(response.headers());
        headers.put("Content-Length", Integer.toString(response.body().length));
        out.write(HttpWire.head(statusLine(response.status()), headers));
        if (!headOnly) {
            out.write(response.body());
        }
        out.flush();
    }

    private void stream(Object begun, boolean old) throws IOException {
        Begun stream = (Begun) begun;
        Map<String, String> headers = dated(stream.headers());
        // What ends with its connection needs no other sign of its end.
        boolean chunked = !old && !"close".equals(headers.get("Connection"));
        if (chunked) {
            headers.put("Transfer-Encoding", "chunked");
        }
        stream.stream().pump(HttpWire.head(statusLine(stream.status()), headers), in, out, chunked);
    }

    private Map<String, String> dated(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(
                "Date",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(loop.wallClock().atOffset(ZoneOffset.UTC)));
        all.putAll(headers);
        return all;
    }

    private static String statusLine(int status) {
        return "HTTP/1.1 " + status + " " + reason(status);
    }

    /** The words for a status. */
    static String reason(int status) {
        return REASONS.getOrDefault(status, "Unknown");
    }

    /** An answer without an end that has begun. */
    private record Begun(int status, Map<String, String> headers, HttpStream stream) {}

    /** Where the component's answer comes to the connection's thread, which waits for it. */
    private final class Answer implements HttpService.Responder {

        private final CompletableFuture<Object> given = new CompletableFuture<>();

        Object await() {
            return given.join();
        }

        @Override
        public void respond(Response response) {
            give(response);
        }

        @Override
        public HttpService.Stream stream(int status, Map<String, String> headers) {
            HttpStream stream = new HttpStream(loop, socket);
            give(new Begun(status, headers, stream));
            return stream;
        }

        private void give(Object answer) {
            if (!given.complete(answer)) {
                throw new IllegalStateException("answered twice");
            }
        }
    }
}
