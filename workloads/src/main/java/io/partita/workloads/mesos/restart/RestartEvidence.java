package io.partita.workloads.mesos.restart;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.mesos.TaskKills;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Observations;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a history of {@link RestartWorkload} must show before a good verdict means something. */
final class RestartEvidence {

    private RestartEvidence() {}

    /** What is missing, in words. */
    static Optional<String> missing(History history, List<String> agents) {
        List<String> lacks = new ArrayList<>();
        List<FaultWindow> faults = FaultWindow.proven(history);
        int kills = 0;
        int during = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK && history.f(i).equals(TaskKills.KILL)) {
                int index = i;
                kills++;
                during += faults.stream().anyMatch(fault -> fault.certainAt(index)) ? 1 : 0;
            }
        }
        if (kills == 0) {
            lacks.add("no task was killed");
        } else if (!faults.isEmpty() && during == 0) {
            lacks.add("no task was killed while a fault was active");
        }
        Optional<FinalPhase> phase = FinalPhase.of(history);
        boolean looked = phase.isPresent()
                && Observations.of(history).processes().stream()
                        .anyMatch(look -> look.fromIndex() > phase.get().begun().index()
                                && look.value().unreadable().isEmpty());
        if (!looked) {
            lacks.add("nobody looked at all nodes after the last heal");
        }
        Set<String> unread = new HashSet<>(agents);
        Observations.of(history)
                .ledger()
                .ifPresent(ledger -> ledger.value().nodes().forEach((node, reading) -> {
                    if (reading.value().isPresent()) {
                        unread.remove(node);
                    }
                }));
        if (!unread.isEmpty()) {
            lacks.add("what tasks wrote was not read from "
                    + String.join(", ", unread.stream().sorted().toList()));
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }
}
