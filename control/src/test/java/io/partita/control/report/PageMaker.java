package io.partita.control.report;

import io.partita.checker.history.JournalReader;
import io.partita.control.store.ResultsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Writes pages to look at and to measure: {@code samples DIR}, {@code large OPERATIONS DIR} or {@code run DIR OUT}. */
final class PageMaker {

    private PageMaker() {}

    public static void main(String[] args) throws IOException {
        switch (args.length == 0 ? "" : args[0]) {
            case "samples" -> samples(Path.of(args[1]));
            case "large" -> large(Integer.parseInt(args[1]), Path.of(args[2]));
            case "run" -> run(Path.of(args[1]), Path.of(args[2]));
            default -> throw new IllegalArgumentException("samples DIR, large OPERATIONS DIR, or run DIR OUT");
        }
    }

    private static void samples(Path directory) {
        Map<String, Supplier<SampleRun.Sample>> samples = Map.of(
                "valid", () -> SampleRun.valid(1),
                "invalid", () -> SampleRun.invalid(1),
                "unknown", () -> SampleRun.unknown(1));
        samples.forEach((name, sample) -> write(directory.resolve(name).resolve("index.html"), sample.get()));
    }

    /** Writes the page several times, to be compiled well, and says how long it took at the median, and its size. */
    private static void large(int operations, Path directory) throws IOException {
        SampleRun.Sample sample = SampleRun.large(operations);
        Path file = directory.resolve("large-" + operations).resolve("index.html");
        List<Long> millis = java.util.stream.IntStream.range(0, 5)
                .mapToObj(round -> {
                    long begin = System.nanoTime();
                    write(file, sample);
                    return (System.nanoTime() - begin) / 1_000_000;
                })
                .toList();
        System.out.printf(
                "%d operations: written in %d ms at first, %d ms at the median of 5; %d kB; %s%n",
                Operations.of(sample.history()).size(),
                millis.get(0),
                millis.stream().sorted().toList().get(2),
                Files.size(file) / 1000,
                file);
    }

    private static void run(Path run, Path out) throws IOException {
        RunReport.write(
                out,
                ResultsJson.read(run.resolve("results.json")),
                JournalReader.read(run.resolve("history.jsonl")).history());
    }

    private static void write(Path file, SampleRun.Sample sample) {
        RunReport.write(file, sample.summary(), sample.history());
    }
}
