package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code control serve} shows, in a real browser. After every test, the console must be silent. */
class ServedPagesIT {

    private static final String SHOWN = "[...document.querySelectorAll('#rows tr')].filter(row => !row.hidden)";

    @TempDir
    static Path directory;

    private static Path results;
    private static ResultsServer server;
    private static Browser browser;

    @BeforeAll
    static void serve() throws IOException {
        Optional<String> missing = Browser.missing();
        assumeTrue(missing.isEmpty(), () -> missing.orElseThrow());
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
        browser = Browser.start(directory.resolve("profile"));
        browser.leaveStartPage();
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
    void theLiveViewCountsShowsFaultsAndEndsWithTheVerdict() throws IOException {
        Path run = Files.createDirectories(results.resolve("w/kill/20260103T000000.000Z"));
        browser.open(URI.create(address("/live")));
        browser.until("document.getElementById('state').textContent === 'preparing'");

        add(run, "history.jsonl", event(0, 1_000, "invoke") + event(1, 1_500, "ok") + event(2, 1_600, "invoke"));
        add(
                run,
                "faults.jsonl",
                "{\"event\":\"intent\",\"id\":\"f1\",\"atMs\":900,\"fault\":\"<img src=x>\",\"description\":\"n2\"}\n");
        browser.until("document.getElementById('ok').textContent === '1'"
                + " && document.getElementById('faults').innerText.includes('injecting')"
                + " && document.querySelectorAll('#chart .band').length === 1");
        assertThat(browser.run("return document.images.length").intValue()).isZero();
        ResultsJson.write(run.resolve("results.json"), SampleRun.invalid(1).summary());

        browser.until("document.querySelector('#outcome .badge-invalid')");
        assertThat(browser.text("#outcome")).contains("One read of key 3");
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private static void add(Path run, String file, String lines) throws IOException {
        Files.writeString(run.resolve(file), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static String event(int index, long ms, String type) {
        return "{\"index\":" + index + ",\"time\":" + ms * 1_000_000 + ",\"process\":0,\"type\":\"" + type
                + "\",\"f\":\"read\",\"value\":null}\n";
    }
}
