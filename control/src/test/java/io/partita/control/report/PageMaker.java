package io.partita.control.report;

import io.partita.checker.history.JournalReader;
import io.partita.control.store.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes pages to look at: {@code pictures DIR} writes pictures of a valid, an invalid and an unknown run's first screen
 * and of a timeline to DIR; {@code run DIR FILE} writes the page of a stored run once more.
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
        }
    }
}
