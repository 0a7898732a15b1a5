package io.partita.control.cli;

import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.JournalReader;
import io.partita.checker.history.RecordedHistory;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.Problem;
import io.partita.control.plan.TestPlan;
import io.partita.control.store.FileTrouble;
import io.partita.control.store.ResultsFormatException;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunCatalogue;
import io.partita.control.store.RunSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what earlier runs left. What cannot be found or read is a {@link ConfigurationException}. */
final class StoredRuns {

    private static final String PLAN = "plan.json";

    private StoredRuns() {}

    /**
     * The directory of a run: itself, or below {@code results}, such as {@code latest}, or the only one there that bears this
     * name, such as {@code 20260101T000000.000Z}.
     */
    static Path directory(String option, String run, Path results) {
        return Stream.of(Path.of(run), results.resolve(run))
                .filter(Files::isDirectory)
                .findFirst()
                .or(() -> named(option, run, results))
                .map(StoredRuns::real)
                .orElseThrow(
                        () -> wrong(
                                option + " " + run + ": there is no such directory, nor one in " + results,
                                "Name the directory of a run, as in results/WORKLOAD/NEMESIS/INSTANT, or its INSTANT, or latest."));
    }

    private static Optional<Path> named(String option, String run, Path results) {
        List<Path> found = RunCatalogue.directories(results).stream()
                .filter(directory -> directory.endsWith(run))
                .toList();
        if (found.size() > 1) {
            throw wrong(
                    option + " " + run + ": " + found.size() + " runs bear this name",
                    "Name the directory, such as " + found.get(0) + ".");
        }
        return found.stream().findFirst();
    }

    static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(directory, e), e);
        }
    }

    /** The file of a plan: itself, or that of a run. */
    static Path planFile(String plan, Path results) {
        Path file = Path.of(plan);
        return Files.isRegularFile(file)
                ? file
                : directory("--plan", plan, results).resolve(PLAN);
    }

    static TestPlan plan(Path file) {
        try {
            return PlanJson.read(file);
        } catch (UncheckedIOException | ResultsFormatException e) {
            throw wrong(e.getMessage(), "A plan is what a run leaves as plan.json, and --dry-run --json prints.");
        }
    }

    /** @param next what to say if there is none */
    static RunSummary summary(Path run, String next) {
        try {
            return ResultsJson.read(run.resolve("results.json"));
        } catch (UncheckedIOException | ResultsFormatException e) {
            throw wrong(e.getMessage(), next);
        }
    }

    /** The history of {@code run}; the terminal hears what is wrong with it if it can be used all the same. */
    static History history(Path run, Terminal terminal) {
        Path file = run.resolve("history.jsonl");
        try {
            RecordedHistory recorded = JournalReader.read(file);
            recorded.warnings().forEach(warning -> terminal.line("control: warning: " + file + ": " + warning));
            return recorded.history();
        } catch (IOException | HistoryException e) {
            throw wrong(file + " cannot be read: " + e.getMessage(), "A run leaves its history in history.jsonl.");
        }
    }

    /** The results directory, which must exist. */
    static Path root(Path results) {
        if (!Files.isDirectory(results)) {
            throw wrong(
                    "--results " + results + ": there is no such directory", "Name the directory that has index.html.");
        }
        return results;
    }

    static ConfigurationException wrong(String what, String next) {
        return new ConfigurationException(List.of(new Problem(what, next)));
    }
}
