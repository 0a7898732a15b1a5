package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a history must show before a good verdict means something. */
final class AppsEvidence {

    /** Fewer successes than this while faults are active say nothing about behaviour under faults. */
    static final int LEAST_DURING_FAULTS = 10;

    private final History history;
    private final Vias vias;
    private final List<String> lacks = new ArrayList<>();

    AppsEvidence(History history, Vias vias) {
        this.history = history;
        this.vias = vias;
    }

    /** What is missing, in words; empty if nothing is. */
    Optional<String> missing() {
        successes();
        duringFaults();
        finalLists();
        return lacks.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", lacks));
    }

    private void successes() {
        Set<String> wanted = new LinkedHashSet<>(
                List.of(Names.CREATE, Names.UPDATE, Names.SCALE, Names.DELETE, Names.READ, Names.LIST, Names.VERSIONS));
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.OK) {
                wanted.remove(history.f(i));
            }
        }
        wanted.forEach(f -> lacks.add("no " + f + " succeeded"));
    }

    private void duringFaults() {
        List<FaultWindow> faults = FaultWindow.proven(history);
        if (faults.isEmpty()) {
            return;
        }
        long successes = 0;
        for (int i = 0; i < history.size(); i++) {
            if (isSuccess(i)) {
                int begun = history.invocationOf(i);
                successes += faults.stream().anyMatch(fault -> fault.certainAt(begun)) ? 1 : 0;
            }
        }
        if (successes < LEAST_DURING_FAULTS) {
            lacks.add("only " + successes + " successful operations were begun while a fault was active, "
                    + LEAST_DURING_FAULTS + " needed");
        }
    }

    private boolean isSuccess(int i) {
        return history.process(i) >= 0
                && history.type(i) == OpType.OK
                && (Names.CHANGES.contains(history.f(i)) || Names.READS.contains(history.f(i)));
    }

    private void finalLists() {
        int lastChange = -1;
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) >= 0 && Names.CHANGES.contains(history.f(i))) {
                lastChange = i;
            }
        }
        Set<String> listed = new HashSet<>();
        for (int i = lastChange + 1; i < history.size(); i++) {
            if (isSuccess(i) && history.f(i).equals(Names.LIST) && history.invocationOf(i) > lastChange) {
                listed.add(vias.of(history.process(i)));
            }
        }
        for (String node : vias.inUse()) {
            if (!listed.contains(node)) {
                lacks.add("no final list of all apps was answered through the Marathon on " + node);
            }
        }
    }
}
