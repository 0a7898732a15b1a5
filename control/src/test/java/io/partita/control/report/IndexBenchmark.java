package io.partita.control.report;

import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import io.partita.control.store.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How long the index of many runs takes to write, to open and to filter in a real browser: {@code [RUNS [COMPARISONS]]}, 2 000
 * and 200 if they are not given. Beside each time on the clock stands the processor's, which a busy machine does not change.
 */
final class IndexBenchmark {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSSX", Locale.ROOT);
    private static final List<String> WORKLOADS =
            List.of("zk-register", "zk-counter", "zk-lock", "marathon-restart", "marathon-deploy", "mesos-leader");
    private static final List<String> NEMESES =
            List.of("none", "kill", "pause", "partition-majorities", "partition-majority,clock-skew");
    private static final int ROUNDS = 7;

    private IndexBenchmark() {}

    public static void main(String[] args) throws IOException {
        int runs = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
        int comparisons = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        Path results = Files.createTempDirectory("partita-index");
        List<SampleRun.Sample> samples = List.of(SampleRun.valid(1), SampleRun.invalid(2), SampleRun.unknown(3));
        List<Path> directories = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            directories.add(run(results, i, samples.get(i % 7 == 0 ? 1 : i % 11 == 0 ? 2 : 0)));
        }
        for (int i = 0; i < comparisons; i++) {
            compare(results, directories.get(i), directories.get(i + 1), samples);
        }
        long begun = System.nanoTime();
        IndexReport.write(results);
        System.out.printf(
                "%d runs, %d comparisons: index of %d kB, written by a fresh Java in %.0f ms%n",
                runs, comparisons, Files.size(results.resolve("index.html")) / 1000, (System.nanoTime() - begun) / 1e6);
        for (int round = 0; round < 3; round++) {
            open(results, round);
        }
    }

    private static Path run(Path results, int number, SampleRun.Sample sample) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(600L * number);
        Path run = results.resolve(WORKLOADS.get(number % WORKLOADS.size()))
                .resolve(NEMESES.get(number / WORKLOADS.size() % NEMESES.size()))
                .resolve(NAME.format(start.atZone(ZoneOffset.UTC)));
        ResultsJson.write(run.resolve("results.json"), sample.summary());
        return run;
    }

    private static void compare(Path results, Path before, Path after, List<SampleRun.Sample> samples) {
        ComparisonReport.write(
                results.resolve("comparisons").resolve(before.getFileName() + "-" + after.getFileName() + ".html"),
                Comparison.of(List.of(compared("A", before, samples.get(0)), compared("B", after, samples.get(1)))));
    }

    private static ComparedRun compared(String label, Path directory, SampleRun.Sample sample) {
        return ComparedRun.of(label, directory, sample.summary(), sample.history());
    }

    private static void open(Path results, int round) throws IOException {
        try (Browser browser = Browser.start(results.resolve(".profile-" + round))) {
            browser.countProcessorTime();
            browser.open(results.resolve("index.html"), "");
            browser.until("document.readyState === 'complete' && performance.getEntriesByType('paint').length > 1");
            System.out.printf(
                    "  first paint after %.0f ms; processor until all is drawn %.0f ms%n",
                    browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
                            .doubleValue(),
                    browser.processorMillis());
            double before = browser.processorMillis();
            browser.run("const box = document.getElementById('filter');"
                    + "const words = ['s', 'st', 'sta', 'stal', 'stale', 'zk-counter 2026', ''];"
                    + "window.took = []; let begun = 0;"
                    + "const next = () => {"
                    + "  if (begun) window.took.push(performance.now() - begun);"
                    + "  if (window.took.length === " + ROUNDS + ") { window.done = true; return; }"
                    + "  begun = performance.now();"
                    + "  box.value = words[window.took.length]; box.dispatchEvent(new Event('input'));"
                    // The second frame comes when the first has been drawn.
                    + "  requestAnimationFrame(() => requestAnimationFrame(next));"
                    + "}; next();");
            browser.until("window.done");
            System.out.printf(
                    "  filter, from the key to the frame drawn: median %.0f ms; processor %.0f ms%n",
                    browser.run("return window.took.sort((a, b) => a - b)[" + ROUNDS / 2 + "]")
                            .doubleValue(),
                    (browser.processorMillis() - before) / ROUNDS);
        }
    }
}
