package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.control.serve.ResultsServer;
import io.partita.control.store.ResultsJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** What {@code control serve} shows, in a real browser. After every test, the console must be silent. */
class ServedPagesIT {

    private static final String SHOWN = "[...document.querySelectorAll('#rows tr')].filter(row => !row.hidden)";

    private static final String HEAD =
            "{\"meta\":{\"format\":\"op-history/1\",\"concurrency\":2,\"nodes\":[\"n1\",\"n2\"]}}\n";

    @TempDir
    static Path directory;

    private static Path results;
    private static ResultsServer server;
    private static Browser browser;
    private static int runs = 10;

    @BeforeAll
    static void serve() throws IOException {
        browser = Browser.startOrSkip(directory.resolve("profile"));
        results = directory.resolve("results");
        SampleRun.Sample sample = SampleRun.invalid(1);
        Path run = results.resolve("w/kill/20260101T000000.000Z");
        ResultsJson.write(run.resolve("results.json"), sample.summary());
        RunReport.write(run.resolve("index.html"), sample.summary(), sample.history());
        ResultsJson.write(
                results.resolve("v/pause/20260102T000000.000Z/results.json"),
                SampleRun.valid(1).summary());
        server = ResultsServer.start(
                results, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofMillis(100));
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @AfterEach
    void theConsoleIsSilentAndNobodyElseWasAsked() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith(address("")) || url.startsWith("about:"));
    }

    @Test
    void theIndexKeepsItsFilterInTheAddressAndGoesToRunsByKeys() {
        browser.open(URI.create(address("/#workload=w")));
        browser.until(SHOWN + ".length === 1 && " + SHOWN + "[0].dataset.workload === 'w'");

        browser.type("j");
        browser.until("document.activeElement.closest('tr') === " + SHOWN + "[0]");
        browser.run("document.activeElement.click()");

        browser.until("document.querySelector('h1').innerText.includes('INVALID')");
        browser.until("document.getElementById('window-text').textContent.startsWith('Whole run')");
    }

    @Test
    void choosingAWorkloadChangesTheAddress() {
        browser.open(URI.create(address("/")));

        browser.run(
                "const s = document.getElementById('workload'); s.value = 'v'; s.dispatchEvent(new Event('change'))");

        browser.until("location.hash === '#workload=v' && " + SHOWN + ".length === 1");
    }

    @Test
    void aRunThatGoesOnIsSeenOnItsPageUntilItLeadsToTheFinishedOne() throws IOException {
        Path run = newestRun();
        browser.open(URI.create(address("/live")));
        browser.until(text("live-state") + " === 'PREPARING'");

        add(run, "history.jsonl", HEAD + event(0, 1_000, "invoke", "null") + event(1, 1_500, "ok", "17"));
        add(run, "history.jsonl", event(2, 1_600, "invoke", "null"));
        add(
                run,
                "faults.jsonl",
                "{\"event\":\"intent\",\"id\":\"f1\",\"atMs\":900,\"fault\":\"kill\",\"description\":\"n2\",\"nodes\":[\"n2\"]}\n");
        browser.until(text("live-operations") + " === '1' && " + text("live-fault-rows") + ".includes('injecting')");
        search("read k3 17");
        assertThat(browser.text("#operation")).contains("read k3 → 17", "500 ms", "f1 kill");
        search("open");
        assertThat(browser.text("#operation")).contains("not completed yet");
        ResultsJson.write(run.resolve("results.json"), SampleRun.invalid(1).summary());
        RunReport.write(
                run.resolve("index.html"),
                SampleRun.invalid(1).summary(),
                SampleRun.invalid(1).history());

        browser.until("!document.getElementById('live-page').hidden");
        assertThat(browser.text("h1")).contains("✗ INVALID", "One read of key 3");
        browser.run("document.querySelector('#live-page a').click()");
        browser.until("document.querySelector('#anomalies .anomaly')");
    }

    @Test
    void theWindowFollowsTheRunUntilSomebodyChoosesOne() throws IOException {
        Path run = newestRun();
        add(run, "history.jsonl", HEAD + event(0, 1_000, "invoke", "1") + event(1, 4_000, "ok", "1"));
        browser.open(URI.create(address("/live")));
        browser.until(text("window-text") + " === 'Whole run so far, 4.00 s'");

        add(run, "history.jsonl", event(2, 7_000, "invoke", "1") + event(3, 8_000, "ok", "1"));
        browser.until(text("window-text") + " === 'Whole run so far, 8.00 s'");
        browser.type("+");
        browser.until(text("window-text") + " === '1.600 s to 6.400 s'");
        add(run, "history.jsonl", event(4, 9_000, "invoke", "1") + event(5, 9_500, "ok", "1"));
        browser.until(text("live-operations") + " === '3'");

        assertThat(browser.text("#window-text")).isEqualTo("1.600 s to 6.400 s");
    }

    @Test
    void aHostileRunIsShownAsTextInTheDarkToo() throws IOException {
        Path run = newestRun();
        Map<String, Object> head = Map.of("meta", Map.of("workload", Hostile.TEXT, "nodes", List.of(Hostile.TEXT)));
        add(run, "history.jsonl", json(head));
        for (int index = 0; index < 2; index++) {
            Map<String, Object> event = new LinkedHashMap<>(Map.of("index", index, "time", 1_000, "process", 0));
            event.putAll(Map.of("type", index == 0 ? "invoke" : "fail", "f", Hostile.TEXT, "key", Hostile.TEXT));
            event.putAll(Map.of("value", Map.of(Hostile.TEXT, List.of(Hostile.TEXT)), "error", Hostile.TEXT));
            add(run, "history.jsonl", json(event));
        }
        Map<String, Object> fault = new LinkedHashMap<>(Map.of("event", "intent", "id", Hostile.TEXT, "atMs", 0));
        fault.putAll(Map.of("fault", Hostile.TEXT, "description", Hostile.TEXT, "nodes", List.of(Hostile.TEXT)));
        add(run, "faults.jsonl", json(fault));
        add(run, "control.log", Hostile.TEXT + "\n");
        browser.preferColours("dark");
        browser.open(URI.create(address("/live")));
        browser.until(text("live-operations") + " === '1'");

        search("#0");

        assertThat(List.of("#operation", "#live-fault-rows", "#live-log", "#function-chips", ".eyebrow"))
                .allMatch(part -> browser.text(part).contains(Hostile.TEXT));
        assertThat(browser.run("return document.images.length + (window.hacked || 0)")
                        .intValue())
                .isZero();
        assertThat(browser.run("return getComputedStyle(document.body).backgroundColor")
                        .stringValue())
                .isEqualTo("rgb(22, 23, 26)");
        browser.preferColours("light");
    }

    /** A run that begins after all others, so that it is the one to be followed. */
    private static Path newestRun() throws IOException {
        return Files.createDirectories(results.resolve("w/kill/203001" + ++runs + "T000000.000Z"));
    }

    /** Searches the timeline for these words, and selects what is found first. */
    private static void search(String words) {
        browser.run("const box = document.getElementById('search'); box.value = '" + words + "';"
                + "box.dispatchEvent(new Event('input'));"
                + "box.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }))");
        browser.until("document.querySelector('#operation dl')");
    }

    private static String text(String id) {
        return "document.getElementById('" + id + "').textContent";
    }

    private static String json(Map<String, Object> line) {
        return JsonMapper.shared().writeValueAsString(line) + "\n";
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static void add(Path run, String file, String lines) throws IOException {
        Files.writeString(run.resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String event(int index, long ms, String type, String value) {
        return "{\"index\":" + index + ",\"time\":" + ms * 1_000_000 + ",\"process\":0,\"type\":\"" + type
                + "\",\"f\":\"read\",\"key\":3,\"value\":" + value + "}\n";
    }
}
