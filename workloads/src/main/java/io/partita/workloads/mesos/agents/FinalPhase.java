package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Moment;
import java.util.Optional;

/** Where a history's final observations begin: everything is healed, and the system had time to serve again. */
final class FinalPhase {

    private static final String EVENT = "final-phase";

    private FinalPhase() {}

    /** The event that says so; empty if the history ends before. */
    static Optional<Moment> of(History history) {
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.op(i).isNemesis() && history.f(i).equals(EVENT)) {
                return Optional.of(Moment.of(history, i));
            }
        }
        return Optional.empty();
    }
}
