package io.partita.checker.internal.transactions;

import io.partita.checker.CheckResult.Anomaly;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What was found so far: how often, and the first few of each kind as examples. Not thread-safe. */
final class Findings {

    private static final int EXAMPLES = 3;

    private final Map<AnomalyKind, Long> counts = new EnumMap<>(AnomalyKind.class);
    private final Map<AnomalyKind, List<Anomaly>> examples = new EnumMap<>(AnomalyKind.class);

    /** Counts one; {@code example} is asked for only if it will be shown. */
    void add(AnomalyKind kind, Supplier<Anomaly> example) {
        if (counts.merge(kind, 1L, Long::sum) <= EXAMPLES) {
            examples.computeIfAbsent(kind, none -> new ArrayList<>()).add(example.get());
        }
    }

    /** Worst first. */
    Set<AnomalyKind> kinds() {
        return counts.keySet();
    }

    long count(AnomalyKind kind) {
        return counts.getOrDefault(kind, 0L);
    }

    List<Anomaly> examples(AnomalyKind kind) {
        return examples.getOrDefault(kind, List.of());
    }
}
