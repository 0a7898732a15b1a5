package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpCalls;
import io.partita.testbed.runtime.HttpService.Response;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealHttpCallsTests {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);

    private final RealLoop loop = new RealLoop("calls", Throwable::printStackTrace);
    private final HttpCalls calls = new RealHttpCalls(loop);

    @AfterEach
    void close() {
        loop.close();
    }

    private Response ask(Address to, String method, String body, Duration limit) throws Throwable {
        return outcome(calls.send(to, method, "/path?q=1", Map.of("X-Mine", "yes"), body.getBytes(), LONG, limit));
    }

    private static <T> T outcome(CompletableFuture<T> answer) throws Throwable {
        try {
            return answer.join();
        } catch (CompletionException e) {
            throw e.getCause();
        }
    }

    /** A server for one connection that says what it is told, and keeps what it was asked. */
    private static final class Once implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final AtomicReference<String> asked = new AtomicReference<>();

        Once(String answer, boolean thenClose) throws IOException {
            HttpServer.daemon("once", () -> {
                try {
                    Socket socket = server.accept();
                    byte[] buffer = new byte[10_000];
                    int length = socket.getInputStream().read(buffer);
                    asked.set(new String(buffer, 0, length, StandardCharsets.UTF_8));
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                    if (thenClose) {
                        socket.close();
                    }
                } catch (IOException e) {
                    asked.set(e.toString());
                }
            });
        }

        Address address() {
            return new Address("127.0.0.1", server.getLocalPort());
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }

    @Test
    void aRequestIsSentAsGivenAndItsAnswerComesWhole() throws Throwable {
        try (Once server = new Once("HTTP/1.1 409 Conflict\r\nX-Yours: no\r\nContent-Length: 4\r\n\r\nbody", false)) {
            Response response = ask(server.address(), "PUT", "content", LONG);
            assertThat(response.status()).isEqualTo(409);
            assertThat(response.headers()).isEqualTo(Map.of("X-Yours", "no"));
            assertThat(response.text()).isEqualTo("body");
            assertThat(server.asked.get())
                    .startsWith("PUT /path?q=1 HTTP/1.1\r\nHost: " + server.address() + "\r\nX-Mine: yes\r\n")
                    .contains("Content-Length: 7\r\n");
        }
    }

    @Test
    void theAnswerComesOnTheLoop() throws Throwable {
        try (Once server = new Once("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", false)) {
            String thread = outcome(calls.send(server.address(), "GET", "/", Map.of(), new byte[0], LONG, LONG)
                    .thenApply(response -> Thread.currentThread().getName()));
            assertThat(thread).isEqualTo("calls");
        }
    }

    @Test
    void aBodyMayComeInChunksOrEndWithTheConnection() throws Throwable {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n";
        try (Once server = new Once(chunked, false)) {
            Response response = ask(server.address(), "GET", "", LONG);
            assertThat(response.text()).isEqualTo("abcde");
            assertThat(response.headers()).isEmpty();
        }
        try (Once server = new Once("HTTP/1.0 200 OK\r\n\r\nall", true)) {
            assertThat(ask(server.address(), "GET", "", LONG).text()).isEqualTo("all");
        }
    }

    @Test
    void aRedirectIsAnAnswerLikeOthers() throws Throwable {
        try (Once server =
                new Once("HTTP/1.1 307 Temporary Redirect\r\nLocation: /x\r\nContent-Length: 0\r\n\r\n", false)) {
            assertThat(ask(server.address(), "GET", "", LONG).status()).isEqualTo(307);
        }
    }

    @Test
    void theHeadOfAnAnswerHasNoBodyWhateverItsLengthSays() throws Throwable {
        try (Once server = new Once("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", false)) {
            assertThat(ask(server.address(), "HEAD", "", LONG).text()).isEmpty();
        }
    }

    @Test
    void whereNobodyListensItIsRefused() {
        assertThatThrownBy(() -> ask(Ports.vacant(), "GET", "", LONG)).isInstanceOf(HttpCalls.Refused.class);
    }

    @Test
    void whoSaysNothingInTimeTimesOut() throws IOException {
        try (Once server = new Once("", false)) {
            assertThatThrownBy(() -> ask(server.address(), "GET", "", SHORT)).isInstanceOf(HttpCalls.TimedOut.class);
        }
        try (Once server = new Once("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", false)) {
            assertThatThrownBy(() -> ask(server.address(), "GET", "", SHORT)).isInstanceOf(HttpCalls.TimedOut.class);
        }
    }

    @Test
    void whoHangsUpOrTalksNonsenseFails() throws IOException {
        for (String nonsense : new String[] {"", "hello\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf"}) {
            try (Once server = new Once(nonsense, true)) {
                assertThatThrownBy(() -> ask(server.address(), "GET", "", LONG))
                        .isInstanceOf(IOException.class)
                        .isNotInstanceOfAny(HttpCalls.Refused.class, HttpCalls.TimedOut.class);
            }
        }
    }

    @Test
    void aPortIsProbedByConnecting() throws Throwable {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address there = new Address("127.0.0.1", server.getLocalPort());
            assertThat(outcome(calls.connects(there, LONG))).isTrue();
        }
        assertThat(outcome(calls.connects(Ports.vacant(), LONG))).isFalse();
    }

    @Test
    void silenceWhileConnectingIsToldFromRefusal() throws Throwable {
        try (Silence silence = new Silence()) {
            assertThatThrownBy(() ->
                            outcome(calls.send(silence.address(), "GET", "/", Map.of(), new byte[0], SHORT, LONG)))
                    .isInstanceOf(HttpCalls.TimedOut.class)
                    .hasMessageContaining("connect timed out");
            assertThat(outcome(calls.connects(silence.address(), SHORT))).isFalse();
        }
    }
}
