package io.partita.control.report;

import io.partita.checker.Verdict;
import io.partita.control.store.AtomicFile;
import io.partita.control.store.ResultsFormatException;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * {@code results/index.html}: every run under a results directory, newest first, and how each workload fared under each
 * nemesis. A self-contained page with relative links. A run whose {@code results.json} is missing or broken is listed
 * with the reason, for a run that vanished is worse than one that failed.
 */
public final class IndexReport {

    private static final int DEPTH_OF_A_RUN = 3;

    private IndexReport() {}

    /** A directory of a run: its summary, or why there is none. */
    record Run(String path, String workload, String nemesis, String name, RunSummary summary, String problem) {
        String badge() {
            return summary == null ? "unreadable" : summary.verdict().label();
        }
    }

    /**
     * Replaces {@code index.html} in {@code resultsRoot}, in one step.
     *
     * @throws UncheckedIOException if the directory cannot be listed or the file cannot be written
     */
    public static void write(Path resultsRoot) {
        String page = page(runs(resultsRoot));
        AtomicFile.write(resultsRoot.resolve("index.html"), page);
    }

    /** The runs under {@code resultsRoot}, newest first: run directories are named by the instant of their start. */
    static List<Run> runs(Path resultsRoot) {
        if (!Files.isDirectory(resultsRoot)) {
            return List.of();
        }
        // Symbolic links are not followed: "latest" points to a run that is listed anyway.
        try (Stream<Path> paths = Files.walk(resultsRoot, DEPTH_OF_A_RUN)) {
            return paths.filter(path -> resultsRoot.relativize(path).getNameCount() == DEPTH_OF_A_RUN)
                    .filter(path -> Files.isDirectory(path) && !Files.isSymbolicLink(path))
                    .map(path -> run(resultsRoot, path))
                    .sorted(Comparator.comparing(Run::name).reversed().thenComparing(Run::path))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + resultsRoot + ": " + e.getMessage(), e);
        }
    }

    private static Run run(Path resultsRoot, Path directory) {
        Path relative = resultsRoot.relativize(directory);
        RunSummary summary = null;
        String problem = null;
        Path results = directory.resolve("results.json");
        if (!Files.exists(results)) {
            problem = "results.json is missing: the run did not finish, or it is still running";
        } else {
            try {
                summary = ResultsJson.parse(Files.readString(results), "results.json");
            } catch (IOException | ResultsFormatException e) {
                problem = e.getMessage();
            }
        }
        return new Run(
                relative.toString().replace('\\', '/'),
                relative.getName(0).toString(),
                // The directory's name is only what can be read of it.
                summary == null ? relative.getName(1).toString() : summary.nemesis(),
                relative.getName(2).toString(),
                summary,
                problem);
    }

    private static String page(List<Run> runs) {
        return Template.page(
                "index.html",
                Template.concatenated("base.css", "index.css"),
                Template.script("common.js", "index.js"),
                Map.of(
                        "headline",
                        headline(runs),
                        "matrix",
                        IndexTables.matrix(groups(runs)),
                        "runs",
                        IndexTables.runs(runs)));
    }

    private static String headline(List<Run> runs) {
        if (runs.isEmpty()) {
            return "No runs yet";
        }
        String parts = Stream.of("valid", "invalid", "unknown", "unreadable")
                .filter(badge -> count(runs, badge) > 0)
                .map(badge -> Words.count(count(runs, badge)) + " " + badge)
                .collect(Collectors.joining(", "));
        return Words.plural(runs.size(), "run") + ": " + parts;
    }

    private static long count(List<Run> runs, String badge) {
        return runs.stream().filter(run -> run.badge().equals(badge)).count();
    }

    static boolean has(Run run, Verdict verdict) {
        return run.summary() != null && run.summary().verdict() == verdict;
    }

    /** Runs by workload, then nemesis, each oldest first. */
    private static Map<String, Map<String, List<Run>>> groups(List<Run> runs) {
        Map<String, Map<String, List<Run>>> groups = new TreeMap<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            Run run = runs.get(i);
            groups.computeIfAbsent(run.workload(), workload -> new TreeMap<>())
                    .computeIfAbsent(run.nemesis(), nemesis -> new ArrayList<>())
                    .add(run);
        }
        return groups;
    }
}
