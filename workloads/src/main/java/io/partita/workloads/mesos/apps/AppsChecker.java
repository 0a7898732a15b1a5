package io.partita.workloads.mesos.apps;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Models;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.model.NullRead;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Judges what apps were through all changes: stale readings first, each by {@link StaleReadings}; then all changes and
 * all other readings must be linearizable as {@link Registers}.
 */
final class AppsChecker implements Checker {

    private static final int ANOMALIES = 50;
    private static final Pattern PROCESS = Pattern.compile("\\bprocess (\\d+)\\b");

    private final ReadPromise reads;
    private final Overlap overlap;
    private final Vias vias;

    AppsChecker(ReadPromise reads, Overlap overlap, Vias vias) {
        this.reads = reads;
        this.overlap = overlap;
        this.vias = vias;
    }

    @Override
    public String name() {
        return "linearizability";
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        List<AppRecord> apps = AppRecords.of(history);
        Terms terms = Terms.of(history, overlap.turn());
        StaleReadings finder = new StaleReadings(history, terms, overlap);
        List<Stale> stale = new ArrayList<>();
        List<AppRecord> rest = new ArrayList<>();
        for (AppRecord app : apps) {
            List<Stale> found = finder.of(app);
            stale.addAll(found);
            rest.add(app.without(found.stream().map(Stale::reading).toList()));
        }
        Registers registers = Registers.of(history, rest);
        CheckResult judged = Checkers.linearizable(
                        name(),
                        Models.named("register", new Models.Settings(Optional.of(Registers.ABSENT), NullRead.ABSENT)))
                .check(registers.history(), budget);
        return result(new StaleWords(history, terms, vias, overlap), apps, stale, registers, judged, terms);
    }

    private CheckResult result(
            StaleWords words,
            List<AppRecord> apps,
            List<Stale> stale,
            Registers registers,
            CheckResult judged,
            Terms terms) {
        List<Stale> wrong = stale.stream().filter(this::isViolation).toList();
        List<Anomaly> anomalies = new ArrayList<>(words.anomalies(wrong));
        judged.anomalies().forEach(anomaly -> anomalies.add(inOriginal(anomaly, registers)));
        anomalies.sort(Comparator.comparingLong(Anomaly::opIndex));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("apps", (long) apps.size());
        details.put("changesAcknowledged", changes(apps, true));
        details.put("changesUnknown", changes(apps, false));
        details.put("readings", readings(apps));
        details.put("staleReadings", (long) stale.size());
        details.put(
                "staleReadingsOfDeposedLeaders",
                stale.stream().filter(Stale::isExplained).count());
        details.put("worstStaleMs", worst(stale) / 1_000_000);
        details.put("overlapBoundMs", overlap.bound().toMillis());
        details.put("terms", words.terms(terms));
        details.put("registers", judged.details());
        Verdict verdict = wrong.isEmpty() ? judged.verdict() : Verdict.INVALID;
        String reason = switch (verdict) {
            case VALID -> valid(apps, stale);
            case UNKNOWN -> judged.reason();
            case INVALID ->
                anomalies.get(0).headline()
                        + (anomalies.size() > 1 ? " (and " + (anomalies.size() - 1) + " more anomalies)" : "");
        };
        return new CheckResult(
                name(), verdict, reason, anomalies.subList(0, Math.min(ANOMALIES, anomalies.size())), details);
    }

    private boolean isViolation(Stale stale) {
        return reads == ReadPromise.LINEARIZABLE || !stale.isExplained();
    }

    /** In terms of the whole history, and of the Marathons that were asked. */
    private Anomaly inOriginal(Anomaly anomaly, Registers registers) {
        String headline = PROCESS.matcher(anomaly.headline()).replaceAll(found -> {
            int process = registers.process(Integer.parseInt(found.group(1)));
            return "process " + process + " (through " + vias.of(process) + ")";
        });
        return new Anomaly(
                "not linearizable: " + headline,
                anomaly.key(),
                registers.origin(anomaly.opIndex()),
                anomaly.relatedIndices().stream().map(registers::origin).toList(),
                Map.of());
    }

    private static String valid(List<AppRecord> apps, List<Stale> stale) {
        String readings = stale.isEmpty()
                ? "no reading was stale"
                : stale.size() + " readings of deposed leaders were stale, by " + worst(stale) / 1_000_000
                        + " ms at worst";
        return "all " + changes(apps, true) + " acknowledged changes of " + apps.size() + " apps and "
                + (readings(apps) - stale.size()) + " readings are linearizable; " + readings;
    }

    private static long changes(List<AppRecord> apps, boolean acknowledged) {
        return apps.stream()
                .flatMap(app -> app.changes().stream())
                .filter(change -> change.acknowledged() == acknowledged)
                .count();
    }

    private static long readings(List<AppRecord> apps) {
        return apps.stream().mapToLong(app -> app.readings().size()).sum();
    }

    private static long worst(List<Stale> stale) {
        return stale.stream().mapToLong(Stale::age).max().orElse(0);
    }
}
