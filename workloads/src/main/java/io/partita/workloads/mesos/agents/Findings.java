package io.partita.workloads.mesos.agents;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects what a checker finds, and makes its result. Not thread-safe. */
final class Findings {

    /** More of a kind nobody reads. */
    private static final int SHOWN = 50;

    private final String checker;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<String, Object> details = new LinkedHashMap<>();

    Findings(String checker) {
        this.checker = checker;
    }

    /** Something is wrong, certain with the event {@code index}. */
    void add(String headline, int index, List<Integer> related, Map<String, Object> figures) {
        if (anomalies.size() < SHOWN) {
            anomalies.add(new Anomaly(
                    headline, null, index, related.stream().map(Long::valueOf).toList(), figures));
        }
    }

    /** A figure for the report. */
    void detail(String key, Object value) {
        details.put(key, value);
    }

    boolean isEmpty() {
        return anomalies.isEmpty();
    }

    /** What was found, as far as it is shown. */
    List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    /** Invalid if anything was found, else unknown if {@code judged} is 0, else valid. */
    CheckResult result(long judged, String good, String nothing) {
        if (!anomalies.isEmpty()) {
            String more = anomalies.size() == 1 ? "" : " (and " + (anomalies.size() - 1) + " more)";
            return new CheckResult(checker, Verdict.INVALID, anomalies.get(0).headline() + more, anomalies, details);
        }
        return judged == 0
                ? new CheckResult(checker, Verdict.UNKNOWN, nothing, List.of(), details)
                : new CheckResult(checker, Verdict.VALID, good, List.of(), details);
    }

    /** A time of the run in words. */
    static String at(long nanos) {
        return seconds(nanos) + " s";
    }

    /** A length of time in words. */
    static String length(long nanos) {
        return seconds(nanos) + " s";
    }

    /** A length of time in words. */
    static String length(Duration duration) {
        return length(duration.toNanos());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e9);
    }

    static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    /** The first event that is not before {@code time}, or the last one. */
    static int indexAt(History history, long time) {
        int index = 0;
        while (index + 1 < history.size() && history.time(index) < time) {
            index++;
        }
        return index;
    }

    /** {@code 1 task}, {@code 2 tasks}. */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
