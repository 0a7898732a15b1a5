package io.partita.checker.internal.checks;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What a checker has found, in bounded space: the first {@link #SHOWN} anomalies in full, the rest counted. Not thread-safe. */
final class Findings {

    /** More than this nobody reads. */
    static final int SHOWN = 20;

    private final String checker;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<String, Object> details = new LinkedHashMap<>();
    private long count;

    Findings(String checker) {
        this.checker = checker;
    }

    /** Counts an anomaly; {@code anomaly} is asked only when it will be shown. */
    void add(Supplier<Anomaly> anomaly) {
        if (anomalies.size() < SHOWN) {
            anomalies.add(anomaly.get());
        }
        count++;
    }

    long count() {
        return count;
    }

    /** Those that are shown. */
    List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    /** The headline of the first anomaly. */
    String first() {
        return anomalies.get(0).headline();
    }

    Findings detail(String name, Object value) {
        details.put(name, value);
        return this;
    }

    CheckResult invalid(String reason) {
        if (count > anomalies.size()) {
            details.put("anomaliesNotShown", count - anomalies.size());
        }
        return new CheckResult(checker, Verdict.INVALID, reason, anomalies, details);
    }

    CheckResult unknown(String reason) {
        return new CheckResult(checker, Verdict.UNKNOWN, reason, List.of(), details);
    }

    CheckResult valid(String reason) {
        return new CheckResult(checker, Verdict.VALID, reason, List.of(), details);
    }
}
