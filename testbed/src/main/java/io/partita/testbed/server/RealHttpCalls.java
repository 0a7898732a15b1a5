package io.partita.testbed.server;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Loop;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * HTTP requests over plain sockets, each on a connection and a thread of its own. The JDK's client would cost every server of a
 * node some 15 MiB and a quarter of a second for a few requests, and retries some of them.
 */
final class RealHttpCalls implements HttpCalls {

    private static final int BODY_LIMIT = 64 * 1024 * 1024;
    /** What belongs to the connection, or is added anew by whoever passes the answer on. */
    private static final Set<String> NOT_PASSED_ON =
            Set.of("connection", "keep-alive", "transfer-encoding", "content-length", "date");

    private final Loop loop;
    private final ExecutorService threads;

    RealHttpCalls(Loop loop) {
        this.loop = loop;
        threads =
                new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), action -> {
                    Thread thread = new Thread(action, "http-call");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public CompletableFuture<Response> send(
            Address to,
            String method,
            String pathAndQuery,
            Map<String, String> headers,
            byte[] body,
            Duration connectLimit,
            Duration readLimit) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Host", to.toString());
        all.putAll(headers);
        all.put("Connection", "close");
        if (body.length > 0 || !method.equals("GET") && !method.equals("HEAD")) {
            all.put("Content-Length", Integer.toString(body.length));
        }
        byte[] head = HttpWire.head(method + " " + pathAndQuery + " HTTP/1.1", all);
        return later(() -> {
            try (Socket socket = connect(to, connectLimit)) {
                return converse(socket, to, method.equals("HEAD"), head, body, readLimit);
            }
        });
    }

    @Override
    public CompletableFuture<Boolean> connects(Address to, Duration limit) {
        return later(() -> {
            try (Socket socket = connect(to, limit)) {
                return socket.isConnected();
            } catch (Refused | TimedOut e) {
                return false;
            }
        });
    }

    private <T> CompletableFuture<T> later(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        threads.execute(() -> {
            try {
                T answer = work.call();
                loop.execute(() -> result.complete(answer));
            } catch (Exception e) {
                loop.execute(() -> result.completeExceptionally(e));
            }
        });
        return result;
    }

    private static Socket connect(Address to, Duration limit) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(to.host(), to.port()), millis(limit));
            return socket;
        } catch (SocketTimeoutException e) {
            socket.close();
            throw new TimedOut("connect timed out: " + to);
        } catch (IOException e) {
            socket.close();
            throw new Refused(e.getMessage() + ": " + to);
        }
    }

    private static Response converse(
            Socket socket, Address to, boolean headOnly, byte[] head, byte[] body, Duration limit) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(head);
            out.write(body);
            InputStream in = new BufferedInputStream(new DeadlineInputStream(socket, limit));
            HttpWire.Head answer = finalHead(in, to);
            int status = status(answer);
            boolean empty = headOnly || status == 204 || status == 304;
            byte[] content = empty ? new byte[0] : HttpWire.readBody(in, answer, BODY_LIMIT, true);
            Map<String, String> headers = new LinkedHashMap<>();
            for (HttpWire.Header header : answer.headers()) {
                if (!NOT_PASSED_ON.contains(header.name().toLowerCase(Locale.ROOT))) {
                    headers.putIfAbsent(header.name(), header.value());
                }
            }
            return new Response(status, headers, content);
        } catch (SocketTimeoutException e) {
            throw new TimedOut("read timed out: " + to);
        }
    }

    /** The first head that is not merely a sign of life. */
    private static HttpWire.Head finalHead(InputStream in, Address to) throws IOException {
        while (true) {
            HttpWire.Head head =
                    HttpWire.readHead(in).orElseThrow(() -> new EOFException("closed without an answer: " + to));
            if (status(head) >= 200) {
                return head;
            }
        }
    }

    private static int status(HttpWire.Head head) throws IOException {
        String[] words = head.first().split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("\\d{3}")) {
            throw new HttpWire.Malformed(502, "not an HTTP answer: " + head.first());
        }
        return Integer.parseInt(words[1]);
    }

    private static int millis(Duration duration) {
        // Zero would mean no limit.
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    /** Reads from a socket until a limit for all of it is over. */
    private static final class DeadlineInputStream extends InputStream {

        private final Socket socket;
        private final InputStream in;
        private final long begin = System.nanoTime();
        private final Duration limit;

        DeadlineInputStream(Socket socket, Duration limit) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            Duration left = limit.minusNanos(System.nanoTime() - begin);
            if (left.isNegative() || left.isZero()) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(millis(left));
            return in.read(bytes, offset, length);
        }
    }
}
