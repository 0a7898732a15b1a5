package io.partita.control.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ResultsServerTests {

    private static final String SECRET = "not for everybody";
    private static final String RUN = "w/n/20260101T000000.000Z";

    @TempDir
    Path directory;

    private Path results;
    private Path run;
    private ResultsServer server;

    @BeforeEach
    void serve() throws IOException {
        results = Files.createDirectories(directory.resolve("results"));
        run = Files.createDirectories(results.resolve(RUN));
        Files.writeString(run.resolve("index.html"), "<p>the page");
        Files.writeString(run.resolve("history.jsonl"), "{\"meta\":{\"format\":\"op-history/1\"}}\n");
        Files.writeString(directory.resolve("secret"), SECRET);
        Files.writeString(results.resolve(".hidden"), SECRET);
        Files.createSymbolicLink(results.resolve("latest"), Path.of(RUN));
        Files.createSymbolicLink(run.resolve("out"), directory.resolve("secret"));
        Files.createSymbolicLink(run.resolve("above"), directory);
        server = ResultsServer.start(
                results, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofMillis(20));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void theIndexIsServedAndLeadsToTheLiveView() {
        RawRequest answer = get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("href=\"./live\"", "<strong>w × n</strong> goes on", "No runs yet");
    }

    @Test
    void aRunThatEndedWithoutResultsIsListedWithTheOthers() throws IOException {
        FileTime longAgo = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(run.resolve("history.jsonl"), longAgo);
        Files.setLastModifiedTime(run, longAgo);

        assertThat(get("/").body()).contains("1 run: 1 unreadable").doesNotContain("goes on");
    }

    @Test
    void aRunIsFoundByItsNameAndByLatest() {
        assertThat(get("/" + RUN + "/index.html").body()).isEqualTo("<p>the page");
        assertThat(get("/latest/index.html").body()).isEqualTo("<p>the page");
        assertThat(get("/" + RUN + "/").header("Content-Type")).hasValue("text/html; charset=utf-8");
    }

    @Test
    void aDirectoryWithoutSlashIsRedirectedAndWithoutPageListed() throws IOException {
        Files.createDirectories(run.resolve("nodes/n1"));

        assertThat(get("/" + RUN + "/nodes").header("Location")).hasValue("./nodes/");
        assertThat(get("/" + RUN + "/nodes/").body()).contains("href=\"./n1/\"");
    }

    @Test
    void aListShowsNeitherLinksNorHiddenFiles() throws IOException {
        Files.delete(run.resolve("index.html"));
        Files.writeString(run.resolve(".part"), "x");

        assertThat(get("/" + RUN + "/").body()).contains("history.jsonl").doesNotContain("above", ".part", "\"./out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../secret",
                "/w/../../secret",
                "/%2e%2e/secret",
                "/%2E%2E%2Fsecret",
                "/..%2fsecret",
                "/w/..%5c..%5csecret",
                "/%252e%252e/secret",
                "/%c0%ae%c0%ae/secret",
                "/..;/secret",
                "/w/n/20260101T000000.000Z/../../../../secret",
                "//secret",
                "/./../secret",
                "/w/%00/../../secret",
                "/.hidden",
                "/%2ehidden",
                "/w/n/20260101T000000.000Z/out",
                "/latest/out",
                "/latest/above/secret",
                "/w/n/20260101T000000.000Z/above/secret",
                "/w/%zz",
                "/w/%2",
                "/w//n"
            })
    void nothingOutsideIsServed(String target) {
        RawRequest answer = get(target);

        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "NONSENSE"})
    void nothingCanBeChanged(String method) {
        RawRequest answer = RawRequest.send(
                server.port(), method + " /latest/index.html HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.header("Allow")).hasValue("GET, HEAD");
        assertThat(run.resolve("index.html")).hasContent("<p>the page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example\r\n",
                "Host: evil.example:80\r\n",
                "Host: 127.0.0.1.evil.example\r\n",
                "Host: localhost.evil.example\r\n",
                "Host: \r\n",
                "",
                "Host: localhost\r\nHost: evil.example\r\n"
            })
    void aForeignNameIsRefused(String host) {
        RawRequest answer = RawRequest.send(server.port(), "GET / HTTP/1.1\r\n" + host);

        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.body()).doesNotContain("1 run");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8080", "127.0.0.1", "[::1]:8080", "192.168.4.7:80"})
    void itsOwnNamesAreAnswered(String host) {
        assertThat(RawRequest.send(server.port(), "GET / HTTP/1.1\r\nHost: " + host + "\r\n")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/live", "/latest/index.html", "/latest/history.jsonl", "/nowhere", "/../x"})
    void everyAnswerHasTheStrictHeaders(String target) {
        RawRequest answer = get(target);

        assertThat(answer.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.header("Referrer-Policy")).hasValue("no-referrer");
        assertThat(answer.header("X-Frame-Options")).hasValue("DENY");
        assertThat(answer.header("Cache-Control")).hasValue("no-store");
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).startsWith("default-src 'none'");
    }

    @Test
    void aPageThatANodeWroteIsNoPage() throws IOException {
        Path nodes = Files.createDirectories(run.resolve("nodes/n1"));
        Files.writeString(nodes.resolve("index.html"), "<script>alert(1)</script>");

        RawRequest answer = get("/" + RUN + "/nodes/n1/index.html");

        assertThat(answer.header("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(answer.header("Content-Security-Policy").orElseThrow()).contains("sandbox");
        assertThat(get("/" + RUN + "/nodes/n1/").body()).doesNotContain("<script>alert");
    }

    @Test
    void headHasTheLengthAndNoBody() {
        RawRequest answer = RawRequest.send(server.port(), "HEAD /latest/index.html HTTP/1.1\r\nHost: localhost\r\n");

        assertThat(answer.header("Content-Length")).hasValue("11");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void anEmptyFileIsAnEmptyAnswer() throws IOException {
        Files.writeString(run.resolve("empty.log"), "");

        assertThat(get("/latest/empty.log").status()).isEqualTo(200);
    }

    @Test
    void whoSendsHalfARequestKeepsNobodyWaiting() throws IOException {
        List<Socket> halves = new ArrayList<>();
        try {
            for (int i = 0; i < 30; i++) {
                Socket half = RawRequest.open(server.port());
                half.getOutputStream().write("GET / HT".getBytes(StandardCharsets.UTF_8));
                halves.add(half);
            }

            assertThat(get("/latest/index.html").status()).isEqualTo(200);
        } finally {
            for (Socket half : halves) {
                half.close();
            }
        }
    }

    @Test
    void theLiveViewFollowsTheRunThatIsGoingOn() throws IOException {
        try (LiveEvents events = new LiveEvents(server.port())) {
            assertThat(events.next("running").get("run").stringValue()).isEqualTo(RUN);

            add(
                    "history.jsonl",
                    event(0, 1_200, 3, "invoke") + event(1, 1_300, 3, "ok") + event(2, 1_400, 4, "invoke"));
            add(
                    "faults.jsonl",
                    "{\"event\":\"intent\",\"id\":\"f1\",\"atMs\":900,\"fault\":\"kill\",\"description\":\"n2\"}\n");
            JsonNode state = events.next(event -> event.get("faultCount").intValue() == 1);

            assertThat(state.get("ok").intValue()).isEqualTo(1);
            assertThat(state.get("open").intValue()).isEqualTo(1);
            assertThat(state.at("/faults/0/state").stringValue()).isEqualTo("injecting");
        }
    }

    @Test
    void whatWasToldIsNotToldAgainButToWhoComesAnew() throws IOException {
        add("history.jsonl", event(0, 1_200, 3, "invoke") + event(1, 1_300, 3, "ok"));
        try (LiveEvents events = new LiveEvents(server.port())) {
            JsonNode first = events.next("running");
            JsonNode second = events.next("running");
            add("history.jsonl", event(2, 1_400, 3, "invoke") + event(3, 1_500, 3, "fail"));
            JsonNode third = events.next(event -> event.get("fail").intValue() == 1);

            assertThat(first.at("/fresh/count").intValue()).isEqualTo(1);
            assertThat(second.at("/fresh/count").intValue()).isZero();
            assertThat(third.at("/fresh/count").intValue()).isEqualTo(1);
            assertThat(third.at("/functions").size()).isZero();
        }
        try (LiveEvents events = new LiveEvents(server.port())) {
            assertThat(events.next("running").at("/fresh/count").intValue()).isEqualTo(2);
        }
    }

    @Test
    void whoDoesNotReadKeepsNobodyElseWaiting() throws IOException {
        try (Socket silent = RawRequest.open(server.port());
                LiveEvents events = new LiveEvents(server.port())) {
            silent.setReceiveBufferSize(1_024);
            StringBuilder lines = new StringBuilder();
            silent.getOutputStream()
                    .write("GET /live/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            // More than what waits for it in the system's buffers.
            for (int i = 0; i < 60_000; i += 2) {
                lines.append(event(i, i, 3, "invoke"))
                        .append(event(i + 1, i + 1, 3, "ok").replace("null", "\"" + i + ".".repeat(250) + "\""));
            }
            add("history.jsonl", lines.toString());
            events.next(event -> event.get("ok").intValue() == 30_000);
            events.next("running");

            assertThat(events.next("running").get("ok").intValue()).isEqualTo(30_000);
        }
    }

    @Test
    void theLiveViewEndsWithTheVerdictAndGoesOnToTheNextRun() throws IOException {
        try (LiveEvents events = new LiveEvents(server.port())) {
            Files.writeString(run.resolve("results.json"), "{}");
            assertThat(events.next("over").get("verdict").stringValue()).isEqualTo("unreadable");

            Files.createDirectories(results.resolve("v/n/20260102T000000.000Z"));

            assertThat(events.next("preparing").get("run").stringValue()).startsWith("v/n/");
        }
    }

    @Test
    void soManyMayWatchAndNoMore() throws IOException {
        List<LiveEvents> watching = new ArrayList<>();
        try {
            for (int i = 0; i < 8; i++) {
                LiveEvents events = new LiveEvents(server.port());
                events.next("running");
                watching.add(events);
            }

            assertThat(get("/live/events").status()).isEqualTo(503);
            assertThat(get("/").status()).isEqualTo(200);
        } finally {
            for (LiveEvents events : watching) {
                events.close();
            }
        }
    }

    @Test
    void closingEndsLiveViews() throws IOException {
        try (LiveEvents events = new LiveEvents(server.port())) {
            events.next("running");

            server.close();

            assertThat(events.rest()).doesNotContain("HTTP/1.1");
        }
    }

    private RawRequest get(String target) {
        return RawRequest.get(server.port(), target);
    }

    private void add(String file, String lines) throws IOException {
        Files.writeString(run.resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String event(int index, long ms, int process, String type) {
        return "{\"index\":" + index + ",\"time\":" + ms * 1_000_000 + ",\"process\":" + process + ",\"type\":\"" + type
                + "\",\"f\":\"read\",\"value\":null}\n";
    }
}
