package io.partita.control.cli;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Verdict;
import io.partita.checker.history.Format;
import io.partita.checker.history.Histories;
import io.partita.checker.history.Histories.Keys;
import io.partita.checker.history.Histories.Reading;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.RecordedHistory;
import io.partita.checker.recorded.RecordedCheckReport;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Problem;
import io.partita.control.store.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** A recorded history judged by checkers that are given by name: {@code control check --checker}. */
final class NamedCheck {

    private static final int MOST_ANOMALIES = 10;
    /** The option of a checker that takes the rest of the text, commas included. */
    private static final String TAKES_ALL = ":pattern=";

    private final Path file;
    private final Reading reading;
    private final Collection<Checker> checkers;
    private final Budget budget;

    private NamedCheck(Path file, Reading reading, Collection<Checker> checkers, Budget budget) {
        this.file = file;
        this.reading = reading;
        this.checkers = checkers;
        this.budget = budget;
    }

    /** Every problem with the options is reported at once. */
    static NamedCheck of(Path file, String format, boolean dropCutLine, List<String> names, Budget budget) {
        List<Problem> problems = new ArrayList<>();
        if (!Files.isRegularFile(file)) {
            problems.add(new Problem(file + ": no such file", "See: control check --help"));
        }
        Optional<Format> known = Optional.empty();
        try {
            known = Optional.ofNullable(format).map(Format::of);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(e.getMessage(), "See: control check --help"));
        }
        Path directory = file.toAbsolutePath().getParent();
        Map<String, Checker> checkers = new LinkedHashMap<>();
        for (String name : split(names)) {
            try {
                Checker checker = Checkers.named(name, directory);
                if (checkers.put(checker.name(), checker) != null) {
                    problems.add(new Problem("--checker names " + checker.name() + " twice", "Name it once."));
                }
            } catch (IllegalArgumentException e) {
                problems.add(new Problem("--checker: " + e.getMessage(), "See: control list checkers"));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new NamedCheck(file, new Reading(known, Keys.TOLD, dropCutLine), checkers.values(), budget);
    }

    private static List<String> split(List<String> texts) {
        List<String> names = new ArrayList<>();
        for (String text : texts) {
            String rest = text;
            int comma = rest.indexOf(',');
            while (comma >= 0 && !rest.substring(0, comma).contains(TAKES_ALL)) {
                names.add(rest.substring(0, comma).strip());
                rest = rest.substring(comma + 1);
                comma = rest.indexOf(',');
            }
            names.add(rest.strip());
        }
        return names;
    }

    /** Judges and prints. {@code besides} is what linearizability came to, if that was asked for too. */
    Verdict run(Optional<RecordedCheckReport> besides, boolean json, Terminal terminal) throws InterruptedException {
        long start = System.nanoTime();
        RecordedHistory recorded = read();
        List<CheckResult> results = new ArrayList<>();
        besides.map(RecordedCheckReport::result).ifPresent(results::add);
        for (Checker checker : checkers) {
            results.add(judge(checker, recorded));
        }
        List<String> warnings = besides.map(RecordedCheckReport::warnings).orElse(recorded.warnings());
        warnings.forEach(warning -> terminal.line("control: warning: " + warning));
        Verdict verdict =
                Verdict.worst(results.stream().map(CheckResult::verdict).toList());
        if (json) {
            terminal.result(JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(json(verdict, recorded, results, warnings)));
        } else {
            results.forEach(result -> print(result, terminal));
            terminal.result(String.format(
                    Locale.ROOT,
                    "%s, %d operations, %d ms",
                    recorded.format().label(),
                    recorded.history().operations(),
                    (System.nanoTime() - start) / 1_000_000));
        }
        return verdict;
    }

    private RecordedHistory read() {
        try {
            return Histories.read(file, reading);
        } catch (HistoryException e) {
            throw new ConfigurationException(
                    List.of(new Problem(e.getMessage(), "If the format was told wrongly, name it: --format FORMAT")));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + FileTrouble.of(file, e), e);
        }
    }

    private CheckResult judge(Checker checker, RecordedHistory recorded) throws InterruptedException {
        try {
            return checker.check(recorded.history(), budget);
        } catch (HistoryException e) {
            throw new ConfigurationException(List.of(new Problem(
                    file + ": " + e.getMessage(),
                    "The checker " + checker.name() + " can't judge such a history. See: control list checkers")));
        }
    }

    private static void print(CheckResult result, Terminal terminal) {
        terminal.result(terminal.verdict(result.verdict()) + "  " + result.checker() + ": " + result.reason());
        result.anomalies().stream()
                .limit(MOST_ANOMALIES)
                .map(CheckResult.Anomaly::headline)
                .filter(headline -> !result.reason().equals(headline))
                .forEach(headline -> terminal.result("  " + headline));
    }

    private static Map<String, Object> json(
            Verdict verdict, RecordedHistory recorded, List<CheckResult> results, List<String> warnings) {
        Map<String, Object> checkers = new LinkedHashMap<>();
        for (CheckResult result : results) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("verdict", result.verdict().label());
            one.put("reason", result.reason());
            one.put("details", result.details());
            one.put(
                    "anomalies",
                    result.anomalies().stream().map(NamedCheck::json).toList());
            checkers.put(result.checker(), one);
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("verdict", verdict.label());
        json.put("format", recorded.format().label());
        json.put("operations", recorded.history().operations());
        json.put("checkers", checkers);
        json.put("warnings", warnings);
        return json;
    }

    private static Map<String, Object> json(CheckResult.Anomaly anomaly) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sentence", anomaly.headline());
        json.put("key", anomaly.key());
        json.put("event", anomaly.opIndex());
        json.put("related", anomaly.relatedIndices());
        json.put("details", anomaly.details());
        return json;
    }
}
