package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The part of a run after the load, all faults healed. Immutable.
 *
 * @param begun when it began: the system served again, or its time to recover was over
 * @param ready whether the system served again
 * @param lacks what it lacked if it did not, in words; else empty
 */
public record FinalPhase(Moment begun, boolean ready, String lacks) {

    private static final String EVENT = "final-phase";

    public FinalPhase {
        Objects.requireNonNull(begun, "begun is null");
        Objects.requireNonNull(lacks, "lacks is null");
    }

    /** The final phase of {@code history}; empty if the run ended before it. */
    public static Optional<FinalPhase> of(History history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.op(i).isNemesis() && history.f(i).equals(EVENT)) {
                Map<String, Object> value = Json.object(history.value(i));
                return Optional.of(new FinalPhase(
                        Moment.of(history, i),
                        Json.flag(value, "ready"),
                        Json.optional(value, "lacks").orElse("")));
            }
        }
        return Optional.empty();
    }

    /** What is owed from the last heal on, or without faults from the end of the load: that the whole serves again. */
    public Obligation recovery(History history, Duration bound) {
        Moment since = FaultWindow.of(history).stream()
                .map(FaultWindow::healed)
                .filter(healed -> healed.index() <= begun.index())
                .max(Moment::compareTo)
                .orElse(begun);
        Obligation owed = Obligation.of(
                "recovery of the cluster", "cluster", "the cluster did not serve again (" + lacks + ")", since, bound);
        return ready ? owed.metAt(begun) : owed;
    }
}
