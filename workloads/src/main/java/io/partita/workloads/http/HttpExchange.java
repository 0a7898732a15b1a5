package io.partita.workloads.http;

import io.partita.workloads.http.AnswerReader.BadAnswerException;
import io.partita.workloads.http.HttpAnswer.Lost;
import io.partita.workloads.http.HttpAnswer.NotSent;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Sends requests and tells what became of each, within a deadline for all of it: name, connection, request, headers and
 * body. Never retries, never follows a redirect, never throws because of what a server does. Safe for use by several
 * threads; holds nothing that has to be released.
 *
 * <p>Every exchange has a connection of its own. Whoever keeps connections cannot know, when one turns out to be dead,
 * whether the request was read; with a fresh one, whatever is refused or unreachable was certainly not sent. This is
 * why the client of the JDK does not do: it cannot be kept from keeping connections, as docs/architecture.md tells.
 */
public final class HttpExchange {

    /** How large a body may be unless told otherwise, in bytes: the state of a master with many thousand tasks. */
    public static final int DEFAULT_LARGEST_BODY = 32 * 1024 * 1024;

    private final Duration limit;
    private final int largestBody;
    private final Alarms alarms = new Alarms();
    private final Addresses addresses = new Addresses();

    /** @param limit how long one exchange may take, all of it */
    public HttpExchange(Duration limit) {
        this(limit, DEFAULT_LARGEST_BODY);
    }

    /** @param largestBody how large the body of an answer may be, in bytes */
    public HttpExchange(Duration limit, int largestBody) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException("no time for an exchange: " + limit);
        }
        if (largestBody < 0 || largestBody == Integer.MAX_VALUE) {
            throw new IllegalArgumentException("not a size of a body: " + largestBody);
        }
        this.limit = limit;
        this.largestBody = largestBody;
    }

    /** How long one exchange may take. */
    public Duration limit() {
        return limit;
    }

    /** Sends {@code call} once. */
    public HttpAnswer send(HttpCall call) throws InterruptedException {
        return send(call, limit);
    }

    /** Sends {@code call} once, with a deadline of its own. */
    public HttpAnswer send(HttpCall call, Duration within) throws InterruptedException {
        long start = System.nanoTime();
        URI uri = call.uri();
        InetSocketAddress address;
        try {
            address = addresses.resolve(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), within);
        } catch (UnknownHostException e) {
            return new NotSent("unresolved: " + uri.getHost());
        } catch (TimeoutException e) {
            return new NotSent("connect-timeout: no address for " + uri.getHost());
        }
        SocketChannel channel;
        try {
            channel = SocketChannel.open();
        } catch (IOException e) {
            return new NotSent("no-socket: " + e.getMessage());
        }
        try (channel;
                Alarms.Alarm alarm = alarms.set(channel, within.minusNanos(System.nanoTime() - start))) {
            return exchange(call, address, channel, alarm, start);
        } catch (IOException e) {
            return new Lost("reset: the connection could not be closed: " + e.getMessage());
        }
    }

    private HttpAnswer exchange(
            HttpCall call, InetSocketAddress address, SocketChannel channel, Alarms.Alarm alarm, long start)
            throws InterruptedException {
        try {
            channel.connect(address);
        } catch (IOException e) {
            passOnInterrupt(e);
            return new NotSent(alarm.hasRung() ? "connect-timeout" : connectError(e));
        }
        try {
            ByteBuffer request = ByteBuffer.wrap(bytes(call));
            while (request.hasRemaining()) {
                channel.write(request);
            }
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            return new AnswerReader(in, largestBody).read(start);
        } catch (BadAnswerException e) {
            return new Lost(e.getMessage());
        } catch (IOException e) {
            passOnInterrupt(e);
            return new Lost(alarm.hasRung() ? "timeout" : "reset: " + e.getMessage());
        }
    }

    /** An interrupt closes the channel and leaves its mark on the thread; the caller is told in the usual way. */
    private static void passOnInterrupt(IOException problem) throws InterruptedException {
        if (problem instanceof ClosedByInterruptException) {
            Thread.interrupted();
            throw new InterruptedException("interrupted during an HTTP exchange");
        }
    }

    private static String connectError(IOException problem) {
        String message = String.valueOf(problem.getMessage()).toLowerCase(Locale.ROOT);
        if (problem instanceof NoRouteToHostException || message.contains("unreachable")) {
            return "unreachable";
        }
        if (message.contains("timed out")) {
            return "connect-timeout";
        }
        return problem instanceof ConnectException ? "refused" : "unreachable: " + problem.getMessage();
    }

    private static byte[] bytes(HttpCall call) {
        URI uri = call.uri();
        byte[] body = call.body() == null ? new byte[0] : call.body().getBytes(StandardCharsets.UTF_8);
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        var head = new StringBuilder(call.method())
                .append(' ')
                .append(path)
                .append(uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                .append(" HTTP/1.1\r\nHost: ")
                .append(uri.getRawAuthority())
                .append("\r\nConnection: close\r\n");
        if (call.body() != null || call.method().equals("POST") || call.method().equals("PUT")) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        call.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(start.length + body.length)
                .put(start)
                .put(body)
                .array();
    }
}
