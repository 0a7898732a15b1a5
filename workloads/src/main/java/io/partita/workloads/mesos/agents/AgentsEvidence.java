package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a history must show before its verdict means something. */
final class AgentsEvidence {

    /** Fewer looks at the masters while a fault is active say nothing about what it did. */
    private static final int LEAST_LOOKS = 3;

    private AgentsEvidence() {}

    /** What {@code history} lacks, in words; empty if nothing. */
    static Optional<String> missing(History history) {
        List<String> lacks = new ArrayList<>();
        Observations observations = Observations.of(history);
        for (FaultWindow window : FaultWindow.proven(history)) {
            long looks = observations.masters().stream()
                    .filter(sample -> window.certainAt(sample.fromIndex()) && window.certainAt(sample.index()))
                    .count();
            if (looks < LEAST_LOOKS) {
                lacks.add("the masters were asked only " + looks + " times while fault " + window.name() + " ("
                        + window.id() + ") was active, " + LEAST_LOOKS + " needed");
            }
        }
        Optional<Sample<TaskLedger>> ledger = observations.ledger();
        if (ledger.isEmpty()) {
            lacks.add("what tasks wrote down was not collected");
        } else if (!ledger.get().value().unreadable().isEmpty()) {
            lacks.add("what tasks wrote down could not be read on "
                    + String.join(", ", ledger.get().value().unreadable()));
        }
        List<Sample<NodeTasks>> processes = observations.processes();
        if (processes.isEmpty()
                || !processes.get(processes.size() - 1).value().unreadable().isEmpty()) {
            lacks.add("the processes of tasks were not seen on all nodes in the end");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }
}
