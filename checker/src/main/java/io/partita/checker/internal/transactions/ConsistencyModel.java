package io.partita.checker.internal.transactions;

import io.partita.checker.Spelling;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a database may promise about transactions, weakest first. A model that implies another forbids whatever that
 * one forbids.
 *
 * <p>The levels are those of Atul Adya, "Weak consistency", MIT 1999 (PL-1, PL-2, PL-2.99, PL-SI, PL-3, PL-SS). The
 * session and real-time variants of snapshot isolation are those of Daudjee and Salem, "Lazy database replication with
 * snapshot isolation", VLDB 2006: they add the order of a process's own transactions, and that of transactions of which
 * one ended before the other began.
 */
public enum ConsistencyModel {
    READ_UNCOMMITTED,
    READ_COMMITTED(READ_UNCOMMITTED),
    REPEATABLE_READ(READ_COMMITTED),
    SNAPSHOT_ISOLATION(READ_COMMITTED),
    SERIALIZABLE(REPEATABLE_READ, SNAPSHOT_ISOLATION),
    STRONG_SESSION_SNAPSHOT_ISOLATION(SNAPSHOT_ISOLATION),
    STRONG_SNAPSHOT_ISOLATION(STRONG_SESSION_SNAPSHOT_ISOLATION),
    STRONG_SESSION_SERIALIZABLE(SERIALIZABLE, STRONG_SESSION_SNAPSHOT_ISOLATION),
    STRICT_SERIALIZABLE(STRONG_SESSION_SERIALIZABLE, STRONG_SNAPSHOT_ISOLATION);

    private final List<ConsistencyModel> implied;

    ConsistencyModel(ConsistencyModel... implied) {
        this.implied = List.of(implied);
    }

    /** The name on command lines and in results, such as {@code snapshot-isolation}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The names of all models, weakest first. */
    public static List<String> labels() {
        return Arrays.stream(values()).map(ConsistencyModel::label).toList();
    }

    /**
     * The model that {@code label} names.
     *
     * @throws IllegalArgumentException if there is none; the message names those that there are
     */
    public static ConsistencyModel named(String label) {
        for (ConsistencyModel model : values()) {
            if (model.label().equals(label)) {
                return model;
            }
        }
        throw new IllegalArgumentException("unknown consistency model \"" + label + "\""
                + Spelling.closest(label, labels())
                        .map(close -> ": did you mean " + close + "?")
                        .orElse(".")
                + " Known are " + String.join(", ", labels()));
    }

    /** Whether every history that satisfies this model satisfies {@code other}. */
    boolean implies(ConsistencyModel other) {
        return this == other || implied.stream().anyMatch(model -> model.implies(other));
    }

    /** Every model that some of {@code anomalies} rules out. */
    static Set<ConsistencyModel> ruledOut(Set<AnomalyKind> anomalies) {
        Set<ConsistencyModel> out = EnumSet.noneOf(ConsistencyModel.class);
        for (ConsistencyModel model : values()) {
            if (anomalies.stream().anyMatch(model::forbids)) {
                out.add(model);
            }
        }
        return out;
    }

    boolean forbids(AnomalyKind anomaly) {
        return anomaly.weakestViolated().stream().anyMatch(this::implies);
    }

    /** Those of {@code models} that imply none of the others. */
    static List<ConsistencyModel> weakest(Set<ConsistencyModel> models) {
        return models.stream()
                .filter(model -> models.stream().noneMatch(other -> other != model && model.implies(other)))
                .toList();
    }

    /** Those of {@code models} that none of the others implies. */
    static List<ConsistencyModel> strongest(Set<ConsistencyModel> models) {
        return models.stream()
                .filter(model -> models.stream().noneMatch(other -> other != model && other.implies(model)))
                .toList();
    }
}
