package io.partita.checker;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A checker's verdict with its reason in words, its findings and its figures. Immutable.
 *
 * @param checker the checker's name
 * @param verdict what it concludes
 * @param reason one sentence for people; never empty
 * @param anomalies what is wrong, worst first; empty unless the verdict is invalid
 * @param details figures for machines and for the report: JSON values only, in the order to print them
 */
public record CheckResult(
        String checker, Verdict verdict, String reason, List<Anomaly> anomalies, Map<String, Object> details) {

    public CheckResult {
        Objects.requireNonNull(checker, "checker is null");
        Objects.requireNonNull(verdict, "verdict is null");
        if (reason == null || reason.isBlank()) {
            throw new IllegalArgumentException("a verdict without a reason: " + checker);
        }
        anomalies = List.copyOf(anomalies);
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /**
     * One violation.
     *
     * @param headline one sentence in plain words
     * @param key the independent key it concerns, or {@code null}
     * @param opIndex index of the event at which it became certain (jump target in the report)
     * @param relatedIndices indices of the events that explain it, in history order
     * @param details JSON values: last legal states, candidates, the window around it
     */
    public record Anomaly(
            String headline, Object key, long opIndex, List<Long> relatedIndices, Map<String, Object> details) {
        public Anomaly {
            Objects.requireNonNull(headline, "headline is null");
            relatedIndices = List.copyOf(new ArrayList<>(relatedIndices));
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }
    }
}
