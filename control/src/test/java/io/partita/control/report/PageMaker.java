package io.partita.control.report;

import io.partita.checker.history.JournalReader;
import io.partita.checker.history.JournalWriter;
import io.partita.checker.history.Op;
import io.partita.control.serve.ResultsServer;
import io.partita.control.store.ResultsJson;
import io.partita.nemesis.FaultRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes pages to look at: {@code pictures DIR} writes pictures of a valid, an invalid and an unknown run's first screen,
 * of a timeline, and of a run that goes on, to DIR; {@code run DIR FILE} writes the page of a stored run once more.
 */
final class PageMaker {

    private PageMaker() {}

    public static void main(String[] args) throws IOException {
        if (args.length == 2 && args[0].equals("pictures")) {
            pictures(Path.of(args[1]));
        } else if (args.length == 3 && args[0].equals("run")) {
            run(Path.of(args[1]), Path.of(args[2]));
        } else {
            throw new IllegalArgumentException("wanted: pictures DIR, or run DIR FILE");
        }
    }

    private static void run(Path run, Path file) throws IOException {
        RunReport.write(
                file,
                ResultsJson.read(run.resolve("results.json")),
                JournalReader.read(run.resolve("history.jsonl")).history());
    }

    private static void pictures(Path directory) throws IOException {
        Path work = Files.createTempDirectory("partita-pages");
        Map<String, SampleRun.Sample> samples = new LinkedHashMap<>();
        samples.put("valid", SampleRun.valid(1));
        samples.put("invalid", SampleRun.invalid(1));
        samples.put("unknown", SampleRun.unknown(1));
        Files.createDirectories(directory);
        try (Browser browser = Browser.start(work.resolve("profile"))) {
            for (Map.Entry<String, SampleRun.Sample> sample : samples.entrySet()) {
                Path page = work.resolve(sample.getKey() + ".html");
                RunReport.write(
                        page, sample.getValue().summary(), sample.getValue().history());
                browser.open(page, "");
                browser.until("document.readyState === 'complete'");
                Files.write(directory.resolve("report-" + sample.getKey() + ".png"), browser.screenshot());
            }
            browser.open(work.resolve("invalid.html"), "");
            browser.preferColours("dark");
            browser.type("j--");
            browser.until("location.hash.includes('op=') && document.querySelector('.operation .what')");
            Files.write(directory.resolve("report-timeline.png"), browser.screenshot());
            browser.preferColours("light");
            goingOn(work.resolve("results"), browser, directory.resolve("report-live.png"));
        }
    }

    /** Makes a picture of a run of which about two thirds are over. */
    private static void goingOn(Path results, Browser browser, Path picture) throws IOException {
        SampleRun.Sample sample = SampleRun.valid(1);
        Path run = Files.createDirectories(results.resolve("zk-register/partition-majorities/20260101T000000.000Z"));
        Map<String, Object> meta = Map.of(
                "format",
                "op-history/1",
                "workload",
                sample.summary().workload(),
                "nemesis",
                sample.summary().nemesis(),
                "seed",
                sample.summary().seed(),
                "startedAt",
                sample.summary().startedAt(),
                "nodes",
                sample.summary().nodes(),
                "concurrency",
                (long) sample.summary().concurrency());
        try (JournalWriter journal = JournalWriter.create(run.resolve("history.jsonl"), meta)) {
            for (Op event : sample.history()) {
                if (!event.isNemesis() && event.time() < 22_400_000_000L) {
                    journal.append(event);
                }
            }
        }
        StringBuilder ledger = new StringBuilder();
        for (FaultRecord fault : sample.summary().faults()) {
            boolean healed = fault.healedAtMs() < 22_400;
            ledger.append(JsonMapper.shared()
                            .writeValueAsString(Map.of(
                                    "event",
                                    "intent",
                                    "id",
                                    fault.id(),
                                    "atMs",
                                    fault.injectedAtMs(),
                                    "fault",
                                    fault.name(),
                                    "description",
                                    fault.description(),
                                    "nodes",
                                    fault.targets())))
                    .append('\n');
            ledger.append(step("active", fault.id(), fault.activeAtMs()))
                    .append(healed ? step("healed", fault.id(), fault.healedAtMs()) : "");
        }
        Files.writeString(run.resolve("faults.jsonl"), ledger);
        Files.writeString(
                run.resolve("control.log"),
                "load for 30 s, seed " + sample.summary().seed() + "\n");
        try (ResultsServer server = ResultsServer.start(
                results, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Duration.ofMillis(200))) {
            browser.open(URI.create("http://127.0.0.1:" + server.port() + "/live"));
            browser.until("document.getElementById('live-operations').textContent !== '–'"
                    + " && document.querySelector('.chart canvas')");
            Files.write(picture, browser.screenshot());
        }
    }

    private static String step(String event, String id, long atMs) {
        return JsonMapper.shared().writeValueAsString(Map.of("event", event, "id", id, "atMs", atMs, "proven", true))
                + "\n";
    }
}
