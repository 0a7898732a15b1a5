package io.partita.control.report;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long it takes to write a page, and to open, pan and zoom it in a real browser: {@code [OPERATIONS...]}, 100 000 if
 * none are given. Beside each time on the clock stands the processor's, which a busy machine does not change.
 */
final class PageBenchmark {

    private static final int ROUNDS = 5;
    private static final int FRAMES = 40;

    private PageBenchmark() {}

    public static void main(String[] args) throws IOException {
        List<Integer> sizes = args.length == 0
                ? List.of(100_000)
                : Stream.of(args).map(Integer::valueOf).toList();
        Path work = Files.createTempDirectory("partita-pages");
        for (int size : sizes) {
            Path page = work.resolve("page-" + size + ".html");
            write(page, SampleRun.large(size));
            open(work, page);
        }
    }

    private static void write(Path page, SampleRun.Sample sample) throws IOException {
        List<Double> wall = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begun = System.nanoTime();
            long used = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            RunReport.write(page, sample.summary(), sample.history());
            processor.add((ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - used) / 1e6);
            wall.add((System.nanoTime() - begun) / 1e6);
        }
        System.out.printf(
                "%d operations, page of %d kB%n",
                Operations.of(sample.history()).size(), Files.size(page) / 1000);
        System.out.printf(
                "  written: first %.0f ms (processor %.0f ms), median of %d %.0f ms (processor %.0f ms)%n",
                wall.get(0), processor.get(0), ROUNDS, median(wall), median(processor));
    }

    private static void open(Path work, Path page) throws IOException {
        try (Browser browser = Browser.start(work.resolve("profile-" + page.getFileName()))) {
            browser.countProcessorTime();
            browser.open(page, "");
            browser.until("document.readyState === 'complete' && performance.getEntriesByType('paint').length > 1");
            System.out.printf(
                    "  opened: first paint after %.0f ms; processor until all is drawn %.0f ms%n",
                    browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
                            .doubleValue(),
                    browser.processorMillis());
            browser.run("document.getElementById('timeline').scrollIntoView();"
                    + "document.getElementById('timeline-canvas').focus({ preventScroll: true })");
            move(browser, "timeline panned", "['+', '+', 'ArrowRight', 'ArrowLeft']");
            move(browser, "timeline zoomed", "['0', '+', '+', '-', '-']");
            browser.run("document.getElementById('charts').scrollIntoView()");
            move(browser, "charts panned", "['ArrowRight', 'ArrowLeft']");
        }
    }

    /** Presses one key a frame, and says how many frames a second came of it. */
    private static void move(Browser browser, String what, String keys) {
        browser.type("0");
        double before = browser.processorMillis();
        browser.run("window.frames = 0; const keys = " + keys + ", begun = performance.now();"
                + "const next = () => {"
                + "  if (window.frames === " + FRAMES + ") { window.took = performance.now() - begun; return; }"
                + "  document.body.dispatchEvent(new KeyboardEvent('keydown',"
                + "      { key: keys[window.frames++ % keys.length], bubbles: true }));"
                + "  requestAnimationFrame(next);"
                + "}; window.took = 0; requestAnimationFrame(next);");
        browser.until("window.took > 0");
        double took = browser.run("return window.took").doubleValue();
        System.out.printf(
                "  %s: %.0f frames/s; processor %.1f ms a frame, enough for %.0f frames/s%n",
                what,
                FRAMES / took * 1000,
                (browser.processorMillis() - before) / FRAMES,
                FRAMES / (browser.processorMillis() - before) * 1000);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
