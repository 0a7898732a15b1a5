package io.partita.workloads.mesos.leader;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.workloads.mesos.observe.Observations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a history must show before its verdict means something. */
final class Evidence {

    /** Fewer observations than this say nothing about a run, or about faults. */
    static final int LEAST = 10;

    private final History history;
    private final Expected expected;

    Evidence(History history, Expected expected) {
        this.history = history;
        this.expected = expected;
    }

    /** What is missing, in words; empty if nothing is. */
    Optional<String> missing() {
        Observations observations = Observations.of(history);
        List<String> lacks = new ArrayList<>();
        enough(observations.masters().size(), "observations of masters", lacks);
        enough(observations.marathons().size(), "observations of Marathons", lacks);
        if (!FaultWindow.proven(history).isEmpty()) {
            enough(
                    Disturbances.observedDuringFaults(history),
                    "observations of masters while a fault was certainly active",
                    lacks);
        }
        if (observations.apps().stream().noneMatch(list -> list.value().apps().containsKey(expected.app()))) {
            lacks.add("no Marathon ever listed " + expected.app());
        }
        if (Disturbances.finalPhase(history).isEmpty()) {
            lacks.add("nobody was asked after all was healed");
        }
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }

    private static void enough(long count, String what, List<String> lacks) {
        if (count < LEAST) {
            lacks.add("only " + count + " " + what + ", " + LEAST + " needed");
        }
    }
}
