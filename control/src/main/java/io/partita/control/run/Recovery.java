package io.partita.control.run;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.nemesis.FaultRecord;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long after each fault's healing clients succeeded again through every node. */
final class Recovery {

    private static final long NEVER = -1;

    private Recovery() {}

    /**
     * Milliseconds from the proven heal of each fault to the moment when an operation that began after the heal had
     * succeeded through every node, by fault id; -1 when that did not happen before the next fault began or the history
     * ended, or when the fault is not proven healed.
     *
     * @param threads number of client threads, which fixes a process's node
     * @param nodes number of nodes
     */
    static Map<String, Long> measure(History history, List<FaultRecord> faults, int threads, int nodes) {
        Map<String, Long> recovery = new LinkedHashMap<>();
        for (FaultRecord fault : faults) {
            long until = faults.stream()
                    .mapToLong(FaultRecord::injectedAtMs)
                    .filter(next -> next > fault.healedAtMs())
                    .min()
                    .orElse(Long.MAX_VALUE);
            recovery.put(
                    fault.id(),
                    fault.provenHealed()
                            ? firstSuccessEverywhere(history, fault.healedAtMs(), until, threads, nodes)
                            : NEVER);
        }
        return recovery;
    }

    private static long firstSuccessEverywhere(History history, long healedMs, long untilMs, int threads, int nodes) {
        int wanted = Math.min(nodes, threads);
        BitSet served = new BitSet(wanted);
        for (int i = 0; i < history.size(); i++) {
            long ms = history.time(i) / 1_000_000;
            if (ms >= untilMs) {
                return NEVER;
            }
            if (history.type(i) != OpType.OK || history.process(i) < 0) {
                continue;
            }
            int invocation = history.invocationOf(i);
            if (invocation < 0 || history.time(invocation) / 1_000_000 < healedMs) {
                continue;
            }
            served.set(history.process(i) % threads % nodes);
            if (served.cardinality() == wanted) {
                return ms - healedMs;
            }
        }
        return NEVER;
    }
}
