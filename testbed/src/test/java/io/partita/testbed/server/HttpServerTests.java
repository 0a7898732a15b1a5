package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.LinesLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpServerTests {

    private static final String CLOSE = "Connection: close\r\n\r\n";

    private final RealLoop loop = new RealLoop("test", Throwable::printStackTrace);
    private final LinesLog log = new LinesLog();
    private final Address address = Ports.vacant();
    private final List<Request> requests = new ArrayList<>();
    private HttpService service = (request, responder) -> responder.respond(Response.of(200, "text/plain", "pong"));
    private HttpServer server;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.listen(
                address,
                loop,
                log,
                (request, responder) -> loop.execute(() -> {
                    requests.add(request);
                    service.handle(request, responder);
                }));
    }

    @AfterEach
    void close() {
        server.close();
        loop.close();
    }

    private Request asked(String firstLine) throws IOException {
        RawHttp.ask(address, firstLine + " HTTP/1.1\r\n" + CLOSE);
        return requests.get(0);
    }

    @Test
    void anAnswerHasItsHeadersInOrderAndCase() throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Marathon-Leader", "http://n1:8080");
        headers.put("WWW-Thing", "1");
        headers.put("Content-Type", "text/plain");
        service = (request, responder) -> responder.respond(new Response(404, headers, "gone".getBytes()));
        String[] answer = RawHttp.ask(address, "GET / HTTP/1.1\r\n" + CLOSE).split("\r\n", -1);
        assertThat(answer[0]).isEqualTo("HTTP/1.1 404 Not Found");
        assertThat(answer[1]).matches("Date: \\w+, \\d+ \\w+ \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
        assertThat(answer)
                .containsSequence(
                        "X-Marathon-Leader: http://n1:8080",
                        "WWW-Thing: 1",
                        "Content-Type: text/plain",
                        "Connection: close",
                        "Content-Length: 4",
                        "",
                        "gone");
    }

    @Test
    void aPathComesWithAllItsSlashes() throws IOException {
        assertThat(asked("GET /v2/apps//web").path()).isEqualTo("/v2/apps//web");
    }

    @Test
    void aPathThatBeginsWithTwoSlashesKeepsThem() throws IOException {
        assertThat(asked("GET //v2//apps").path()).isEqualTo("//v2//apps");
    }

    @Test
    void pathAndQueryAreDecodedOnce() throws IOException {
        Request request = asked("GET /a%2Fb%2525+c?force=true&label=a%3D%26b+c&label=d&flag");
        assertThat(request.path()).isEqualTo("/a/b%25+c");
        assertThat(request.query())
                .isEqualTo(Map.of("force", List.of("true"), "label", List.of("a=&b c", "d"), "flag", List.of("")));
    }

    @Test
    void aTargetMayBeAWholeAddress() throws IOException {
        assertThat(asked("GET http://n1:8080/v2/apps?x=1").path()).isEqualTo("/v2/apps");
    }

    @Test
    void headersHaveNamesInLowerCaseAndTheFirstOfTwoCounts() throws IOException {
        RawHttp.ask(address, "GET / HTTP/1.1\r\nX-One: 1\r\nx-one: 2\r\n" + CLOSE);
        assertThat(requests.get(0).headers()).containsEntry("x-one", "1").doesNotContainKey("X-One");
    }

    @Test
    void bodiesComeByLengthOrInChunks() throws IOException {
        RawHttp.ask(address, "POST / HTTP/1.1\r\nContent-Length: 5\r\n" + CLOSE + "hello");
        RawHttp.ask(
                address,
                "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n" + CLOSE
                        + "5;x=y\r\nhello\r\n6\r\n world\r\n0\r\n\r\n");
        assertThat(requests).extracting(Request::text).containsExactly("hello", "hello world");
    }

    @Test
    void whoAsksBeforeSendingABodyIsToldToGoOn() throws IOException {
        assertThat(RawHttp.ask(
                        address, "POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 5\r\n" + CLOSE + "hello"))
                .startsWith("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws IOException {
        assertThat(RawHttp.ask(address, "POST / HTTP/1.1\r\nContent-Length: 99999999999\r\n\r\n"))
                .startsWith("HTTP/1.1 413 Payload Too Large");
        assertThat(requests).isEmpty();
    }

    @Test
    void endlessHeadersAreRefused() throws IOException {
        assertThat(RawHttp.ask(address, "GET / HTTP/1.1\r\nX: " + "x".repeat(70_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
    }

    @Test
    void whatIsNotHttpIsRefused() throws IOException {
        assertThat(RawHttp.ask(address, "hello\r\n\r\n")).startsWith("HTTP/1.1 400 Bad Request");
    }

    @Test
    void theHeadOfAnAnswerIsThatOfTheWholeOne() throws IOException {
        String answer = RawHttp.ask(address, "HEAD /ping HTTP/1.1\r\n" + CLOSE);
        assertThat(requests.get(0).method()).isEqualTo("GET");
        assertThat(answer).contains("Content-Length: 4\r\n").endsWith("\r\n\r\n");
    }

    @Test
    void aConnectionServesManyRequestsAlsoThoseSentAhead() throws IOException {
        String answers =
                RawHttp.ask(address, "GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /3 HTTP/1.1\r\n" + CLOSE);
        assertThat(answers.split("HTTP/1.1 200 OK", -1)).hasSize(4);
        assertThat(requests).extracting(Request::path).containsExactly("/1", "/2", "/3");
    }

    @Test
    void anOldClientsConnectionIsClosed() throws IOException {
        assertThat(RawHttp.ask(address, "GET / HTTP/1.0\r\n\r\n")).endsWith("pong");
    }

    /** A client of a stream, which is told about in the test's own words. */
    private Socket openStream(String version) throws IOException {
        Socket socket = new Socket(address.host(), address.port());
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(("GET /events HTTP/" + version + "\r\n\r\n").getBytes());
        return socket;
    }

    private List<HttpService.Stream> streams(List<String> closed) {
        List<HttpService.Stream> streams = new ArrayList<>();
        service = (request, responder) -> {
            HttpService.Stream stream = responder.stream(200, Map.of("Content-Type", "text/event-stream"));
            stream.onClose(() -> closed.add("closed"));
            streams.add(stream);
        };
        return streams;
    }

    @Test
    void aStreamGoesOutPieceByPieceUntilItIsClosed() throws IOException {
        List<String> closed = new ArrayList<>();
        List<HttpService.Stream> streams = streams(closed);
        try (Socket client = openStream("1.1")) {
            Waiting.until(loop, "the stream", () -> streams.size() == 1);
            loop.execute(() -> streams.get(0).send("event: one\n\n"));
            assertThat(read(client.getInputStream(), "event: one\n\n\r\n"))
                    .contains("Content-Type: text/event-stream\r\n", "Transfer-Encoding: chunked\r\n", "\r\nc\r\n");
            assertThat(closed).isEmpty();
            loop.execute(() -> {
                streams.get(0).send("two ä");
                streams.get(0).close();
                streams.get(0).send("too late");
            });
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("6\r\ntwo ä\r\n0\r\n\r\n");
            Waiting.until(loop, "the end to be told", () -> closed.size() == 1);
        }
    }

    @Test
    void anOldClientGetsAStreamWithoutChunks() throws IOException {
        List<HttpService.Stream> streams = streams(new ArrayList<>());
        try (Socket client = openStream("1.0")) {
            Waiting.until(loop, "the stream", () -> streams.size() == 1);
            loop.execute(() -> {
                streams.get(0).send("plain");
                streams.get(0).close();
            });
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("\r\n\r\nplain");
        }
    }

    @Test
    void aClientThatLeavesIsNoticedThoughNothingIsSent() throws IOException {
        List<String> closed = new ArrayList<>();
        List<HttpService.Stream> streams = streams(closed);
        Socket client = openStream("1.1");
        Waiting.until(loop, "the stream", () -> streams.size() == 1);
        client.close();
        Waiting.until(loop, "the departure", () -> closed.size() == 1);
        loop.execute(() -> streams.get(0).send("nobody hears this"));
        List<String> late = new ArrayList<>();
        loop.execute(() -> streams.get(0).onClose(() -> late.add("at once")));
        Waiting.until(loop, "the late question", () -> late.size() == 1);
    }

    @Test
    void aClientThatDoesNotReadLosesItsConnectionAndHoldsNobodyUp() throws IOException {
        List<String> closed = new ArrayList<>();
        List<HttpService.Stream> streams = streams(closed);
        String event = "x".repeat(10_000);
        try (Socket client = openStream("1.1")) {
            Waiting.until(loop, "the stream", () -> streams.size() == 1);
            long[] took = new long[1];
            loop.execute(() -> {
                long begin = System.nanoTime();
                for (int i = 0; i < 10_000; i++) {
                    streams.get(0).send(event);
                }
                took[0] = System.nanoTime() - begin;
            });
            Waiting.until(loop, "the connection's end", () -> closed.size() == 1);
            assertThat(took[0]).isLessThan(5_000_000_000L);
            assertThat(client.isClosed()).isFalse();
        }
    }

    private static String read(InputStream in, String end) throws IOException {
        StringBuilder text = new StringBuilder();
        while (text.indexOf(end) < 0) {
            text.append((char) in.read());
        }
        return text.toString();
    }
}
