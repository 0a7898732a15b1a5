package io.partita.workloads.http;

import static io.partita.workloads.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.workloads.http.HttpAnswer.Lost;
import io.partita.workloads.http.HttpAnswer.NotSent;
import io.partita.workloads.http.HttpAnswer.Received;
import io.partita.workloads.http.RawServer.Behaviour;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpExchangeTests {

    private static final Duration SHORT = Duration.ofMillis(300);
    /** What a busy machine may add to a deadline. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    /** For tests that expect an answer, and end with it. */
    private final HttpExchange patient = new HttpExchange(Duration.ofSeconds(20));
    /** For tests that expect none. */
    private final HttpExchange hasty = new HttpExchange(SHORT);

    private HttpAnswer ask(Behaviour behaviour) throws Exception {
        try (RawServer server = RawServer.of(behaviour)) {
            return patient.send(HttpCall.get(server.uri("/")));
        }
    }

    private HttpAnswer askForBytes(String bytes) throws Exception {
        return ask((request, connection) -> RawServer.write(connection, bytes));
    }

    private void isLostWhenTimeIsOver(Behaviour behaviour) throws Exception {
        try (RawServer server = RawServer.of(behaviour)) {
            long start = System.nanoTime();
            assertThat(hasty.send(HttpCall.get(server.uri("/")))).isEqualTo(new Lost("timeout"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT, SHORT.plus(SLACK));
        }
    }

    @Test
    void aWholeAnswerIsReceived() throws Exception {
        Received answer = (Received) askForBytes(answer("404 Not Found\r\nX-A: 1\r\nx-a:2", "{\"ü\":1}"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("x-a", List.of("1", "2"));
        assertThat(answer.header("X-A")).contains("1");
        assertThat(answer.body()).isEqualTo("{\"ü\":1}");
        assertThat(answer.took()).isPositive();
    }

    @Test
    void aStatusWithoutWordsAndLinesWithoutReturnsAreFine() throws Exception {
        assertThat(askForBytes("HTTP/1.1 422 \nContent-Length: 0\n\n"))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.status()).isEqualTo(422));
    }

    @Test
    void htmlAndAnEmptyBodyAreAnswersLikeOthers() throws Exception {
        assertThat(askForBytes(answer("200 OK", "<html/>")))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.body()).isEqualTo("<html/>"));
        assertThat(askForBytes(answer("200 OK", "")))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.body()).isEmpty());
    }

    @Test
    void chunksAreJoined() throws Exception {
        assertThat(
                        askForBytes(
                                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n"))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.body()).isEqualTo("ab0123456789"));
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() throws Exception {
        assertThat(askForBytes("HTTP/1.0 200 OK\r\n\r\nall"))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.body()).isEqualTo("all"));
    }

    @Test
    void anAnswerThatOnlyAnnouncesAnotherIsNotTheAnswer() throws Exception {
        assertThat(askForBytes("HTTP/1.1 100 Continue\r\n\r\n" + answer("201 Created", "x")))
                .isInstanceOfSatisfying(
                        Received.class, answer -> assertThat(answer.status()).isEqualTo(201));
    }

    @Test
    void anAnswerWithoutContentEndsWithItsHeaders() throws Exception {
        try (RawServer server = RawServer.of((request, connection) -> {
            RawServer.write(connection, "HTTP/1.1 204 No Content\r\n\r\n");
            connection.getInputStream().read();
        })) {
            assertThat(patient.send(HttpCall.delete(server.uri("/"))))
                    .isInstanceOfSatisfying(
                            Received.class,
                            answer -> assertThat(answer.status()).isEqualTo(204));
        }
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        try (RawServer server = RawServer.answering(answer("302 Found\r\nLocation: /", ""))) {
            assertThat(patient.send(HttpCall.get(server.uri("/"))))
                    .isInstanceOfSatisfying(
                            Received.class,
                            answer -> assertThat(answer.status()).isEqualTo(302));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void halfABodyIsCutOff() throws Exception {
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"apps\":["))
                .isEqualTo(new Lost("cut-off: 9 of 1000 bytes"));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\n{\"a"))
                .isEqualTo(new Lost("cut-off: 3 of 9 bytes"));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nContent-")).isEqualTo(new Lost("cut-off: in the headers"));
    }

    @Test
    void aConnectionThatClosesAfterTheRequestIsCutOffAndNotTriedAgain() throws Exception {
        try (RawServer server = RawServer.of((request, connection) -> {})) {
            assertThat(patient.send(HttpCall.get(server.uri("/")))).isEqualTo(new Lost("cut-off: before the answer"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void everyExchangeHasAConnectionOfItsOwnThoughTheServerWouldKeepIt() throws Exception {
        var more = new AtomicInteger();
        for (String whole : List.of(
                answer("200 OK", "x"),
                answer("200 OK", ""),
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n")) {
            try (RawServer server = RawServer.of((request, connection) -> {
                RawServer.write(connection, whole);
                if (connection.getInputStream().read() >= 0) {
                    more.incrementAndGet();
                }
            })) {
                for (int i = 0; i < 100; i++) {
                    assertThat(patient.send(HttpCall.get(server.uri("/")))).isInstanceOf(Received.class);
                }
                assertThat(server.requests()).hasSize(100);
            }
        }
        assertThat(more).hasValue(0);
    }

    @Test
    void manyExchangesWithoutAnAnswerLeaveNeitherThreadsNorConnections() throws Exception {
        var closed = new Semaphore(0);
        try (RawServer server = RawServer.of((request, connection) -> {
            try {
                connection.getInputStream().read();
            } finally {
                closed.release();
            }
        })) {
            long before = threadsOfExchanges();
            var exchange = new HttpExchange(Duration.ofMillis(100));
            int lost = 0;
            for (int i = 0; i < 30; i++) {
                lost += exchange.send(HttpCall.get(server.uri("/"))) instanceof Lost ? 1 : 0;
            }
            assertThat(lost).isPositive();
            assertThat(closed.tryAcquire(lost, 10, TimeUnit.SECONDS))
                    .as("%d closed connections", lost)
                    .isTrue();
            assertThat(threadsOfExchanges()).isLessThanOrEqualTo(before + 1);
        }
    }

    private static long threadsOfExchanges() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("http-"))
                .count();
    }

    @Test
    void aConnectionThatClosesAtOnceIsLost() throws Exception {
        try (RawServer server = RawServer.deaf((request, connection) -> {})) {
            assertThat(patient.send(HttpCall.post(server.uri("/"), "x".repeat(1000))))
                    .isInstanceOfSatisfying(
                            Lost.class, lost -> assertThat(lost.error()).matches("(cut-off|reset): .*"));
        }
    }

    @Test
    void aConnectionThatIsResetIsLost() throws Exception {
        assertThat(ask((request, connection) -> connection.setSoLinger(true, 0)))
                .isInstanceOfSatisfying(
                        Lost.class, lost -> assertThat(lost.error()).startsWith("reset: "));
    }

    @Test
    void garbageIsMalformed() throws Exception {
        assertThat(askForBytes("\u0000\u0001garbage\n")).isEqualTo(new Lost("malformed: it begins with \"??garbage\""));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nno header\r\n\r\n"))
                .isEqualTo(new Lost("malformed: no header: \"no header\""));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n"))
                .isEqualTo(new Lost("malformed: its length is [-1]"));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"))
                .isEqualTo(new Lost("malformed: its length is [1, 2]"));
        assertThat(askForBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n"))
                .isEqualTo(new Lost("malformed: its body is coded as [gzip]"));
        assertThat(askForBytes("HTTP/1.1 101 Switching Protocols\r\n\r\n"))
                .isEqualTo(new Lost("malformed: it changes the protocol"));
    }

    @Test
    void aLineWithoutEndIsMalformedBeforeMemoryIsFull() throws Exception {
        assertThat(ask((request, connection) -> {
                    while (true) {
                        RawServer.write(connection, "x".repeat(4096));
                    }
                }))
                .isEqualTo(new Lost("malformed: a line of more than 16384 bytes"));
    }

    @Test
    void aHugeBodyIsTooLarge() throws Exception {
        var small = new HttpExchange(Duration.ofSeconds(20), 100_000);
        for (String head : List.of(
                "HTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n")) {
            try (RawServer server = RawServer.of((request, connection) -> {
                RawServer.write(connection, head);
                while (true) {
                    RawServer.write(connection, "x".repeat(4096));
                }
            })) {
                assertThat(small.send(HttpCall.get(server.uri("/"))))
                        .isEqualTo(new Lost("too-large: more than 100000 bytes"));
            }
        }
    }

    @Test
    void aServerThatSaysNothingIsLostWhenTimeIsOver() throws Exception {
        isLostWhenTimeIsOver(
                (request, connection) -> connection.getInputStream().read());
    }

    @Test
    void aServerThatStopsInTheMiddleIsLostWhenTimeIsOver() throws Exception {
        isLostWhenTimeIsOver((request, connection) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{");
            connection.getInputStream().read();
        });
    }

    @Test
    void aServerThatTricklesIsLostWhenTimeIsOver() throws Exception {
        isLostWhenTimeIsOver((request, connection) -> {
            RawServer.write(connection, "HTTP/1.1 200 OK\r\n\r\n");
            while (true) {
                RawServer.write(connection, "x");
                TimeUnit.MILLISECONDS.sleep(20);
            }
        });
    }

    @Test
    void aServerThatDoesNotReadIsLostWhenTimeIsOver() throws Exception {
        var over = new CountDownLatch(1);
        try (RawServer server = RawServer.deaf((request, connection) -> over.await())) {
            assertThat(hasty.send(HttpCall.post(server.uri("/"), "x".repeat(20_000_000))))
                    .isEqualTo(new Lost("timeout"));
        } finally {
            over.countDown();
        }
    }

    @Test
    void aPortThatNobodyListensOnIsRefused() throws Exception {
        URI uri;
        try (RawServer server = RawServer.answering("")) {
            uri = server.uri("/");
        }
        assertThat(patient.send(HttpCall.get(uri))).isEqualTo(new NotSent("refused"));
    }

    @Test
    void aConnectionThatNobodyAcceptsWasNotSent() throws Exception {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
            // The kernel drops further attempts once the queue of accepted ones is full.
            for (int i = 0; i < 4; i++) {
                SocketChannel channel = SocketChannel.open();
                waiting.add(channel);
                channel.configureBlocking(false);
                channel.connect(new InetSocketAddress(loopback, full.getLocalPort()));
            }
            assertThat(hasty.send(HttpCall.get(URI.create("http://127.0.0.1:" + full.getLocalPort()))))
                    .isEqualTo(new NotSent("connect-timeout"));
        } finally {
            for (SocketChannel channel : waiting) {
                channel.close();
            }
        }
    }

    @Test
    void anInterruptEndsTheExchange() throws Exception {
        var asked = new CompletableFuture<Void>();
        try (RawServer server = RawServer.of((request, connection) -> {
            asked.complete(null);
            connection.getInputStream().read();
        })) {
            var outcome = new CompletableFuture<Object>();
            Thread thread = new Thread(() -> {
                try {
                    outcome.complete(patient.send(HttpCall.get(server.uri("/"))));
                } catch (InterruptedException e) {
                    outcome.complete(Thread.currentThread().isInterrupted() ? "still marked" : "interrupted");
                }
            });
            thread.start();
            asked.get(10, TimeUnit.SECONDS);
            thread.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isEqualTo("interrupted");
        }
    }

    @Test
    void aRequestIsWrittenAsTheStandardWants() throws Exception {
        try (RawServer server = RawServer.answering(answer("200 OK", ""))) {
            String host = server.uri("").getAuthority();
            patient.send(HttpCall.put(server.uri("/v2/apps//x?force=true"), "{\"ü\":1}")
                    .with("Accept", "a/b"));
            patient.send(HttpCall.post(server.uri(""), null));
            assertThat(server.requests())
                    .containsExactly(
                            "PUT /v2/apps//x?force=true HTTP/1.1\nHost: " + host
                                    + "\nConnection: close\nContent-Length: 8\nAccept: a/b\n\n{\"Ã¼\":1}",
                            "POST / HTTP/1.1\nHost: " + host + "\nConnection: close\nContent-Length: 0\n\n");
        }
    }

    @Test
    void aNameIsAsGoodAsAnAddress() throws Exception {
        try (RawServer server = RawServer.answering(answer("200 OK", "x"))) {
            assertThat(patient.send(HttpCall.get(
                            URI.create("http://localhost:" + server.uri("").getPort()))))
                    .isInstanceOf(Received.class);
        }
    }

    @Test
    void aCallThatIsNoneIsRefusedBeforeItIsSent() {
        for (String uri : List.of("https://127.0.0.1/", "/relative", "http:///nohost", "ftp://x/")) {
            assertThatThrownBy(() -> HttpCall.get(URI.create(uri)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(uri);
        }
        URI uri = URI.create("http://127.0.0.1/");
        assertThatThrownBy(() -> new HttpCall("GET", uri, Map.of("A", "b\r\nC: d"), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpCall("GET /x", uri, Map.of(), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new HttpExchange(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
