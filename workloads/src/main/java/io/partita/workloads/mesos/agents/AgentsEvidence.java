package io.partita.workloads.mesos.agents;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.nodes.TaskLedger;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a history must show before its verdict means something. */
final class AgentsEvidence {

    /** Fewer looks at the masters while a fault is active say nothing about what it did. */
    private static final int LEAST_LOOKS = 3;

    private static final Duration AFTERWARDS = Duration.ofSeconds(5);

    private AgentsEvidence() {}

    /** What {@code history} lacks, in words; empty if nothing. */
    static Optional<String> missing(History history) {
        List<String> lacks = new ArrayList<>();
        Observations observations = Observations.of(history);
        for (FaultWindow window : FaultWindow.proven(history)) {
            // A short fault is over before it is looked at often; what it did shows right after it, too.
            long until = window.healed().time() + AFTERWARDS.toNanos();
            long looks = observations.masters().stream()
                    .filter(sample -> sample.from() >= window.begun().time() && sample.to() <= until)
                    .count();
            if (looks < LEAST_LOOKS) {
                lacks.add("the masters were asked only " + looks + " times while fault " + window.name() + " ("
                        + window.id() + ") was active and right after it, " + LEAST_LOOKS + " needed");
            }
        }
        List<FaultWindow> losses = FaultWindow.proven(history).stream()
                .filter(window -> window.name().equals("agent-loss"))
                .toList();
        if (!losses.isEmpty() && losses.stream().noneMatch(window -> anyLost(history, window))) {
            lacks.add(
                    "no agent was lost by fault agent-loss, for example because another master was elected meanwhile");
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

    private static boolean anyLost(History history, FaultWindow window) {
        return Departure.of(LeaderTerm.of(history)).stream()
                .anyMatch(departure -> departure.latest() > window.begun().time()
                        && departure.latest() < window.healed().time());
    }
}
