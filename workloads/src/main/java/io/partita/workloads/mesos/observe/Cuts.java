package io.partita.workloads.mesos.observe;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which nodes could not reach which while partitions may have been active, read from the proofs of faults in a history.
 * Immutable.
 */
public final class Cuts {

    /** One partition: packets of the first of each pair did not reach the second. */
    private record Partition(String fault, Span span, Set<List<Object>> pairs) {
        boolean drops(String from, String to) {
            return pairs.contains(List.<Object>of(from, to));
        }
    }

    private final List<Partition> partitions;

    private Cuts(List<Partition> partitions) {
        this.partitions = List.copyOf(partitions);
    }

    public static Cuts of(History history) {
        Map<String, Map<String, Object>> proofs = FaultProofs.byFault(
                history, proof -> !Json.list(proof.get("cut")).isEmpty());
        List<Partition> partitions = new ArrayList<>();
        for (FaultWindow window : FaultWindow.of(history)) {
            if (proofs.containsKey(window.id())) {
                Set<List<Object>> pairs = new HashSet<>();
                Json.list(proofs.get(window.id()).get("cut")).forEach(pair -> pairs.add(Json.list(pair)));
                partitions.add(new Partition(window.id(), window.possible(), pairs));
            }
        }
        return new Cuts(partitions);
    }

    /** When {@code one} and {@code other} may not have reached each other, in either direction. */
    public Spans between(String one, String other) {
        return Spans.of(partitions.stream()
                .filter(partition -> partition.drops(one, other) || partition.drops(other, one))
                .map(Partition::span)
                .toList());
    }

    /** Whether packets from {@code from} did not reach {@code to} during {@code fault}; empty if its proof does not say. */
    public Optional<Boolean> drops(FaultWindow fault, String from, String to) {
        return partitions.stream()
                .filter(partition -> partition.fault.equals(fault.id()))
                .map(partition -> partition.drops(from, to))
                .findFirst();
    }
}
