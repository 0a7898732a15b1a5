package io.partita.control.run;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.nemesis.FaultRecord;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** How long after each fault's healing clients succeeded again through every node. */
final class Recovery {

    private static final long NEVER = -1;

    private Recovery() {}

    /**
     * Milliseconds from the proven heal of each fault to the moment when an operation that began after the heal had
     * succeeded through every node, by fault id; -1 when that did not happen before the next fault began or the history
     * ended, or when the fault is not proven healed.
     *
     * @param servesAgain operations whose success shows that all serves again; empty: one success through every node does
     * @param threads number of client threads, which fixes a process's node
     * @param nodes number of nodes
     */
    static Map<String, Long> measure(
            History history, List<FaultRecord> faults, Optional<Predicate<Op>> servesAgain, int threads, int nodes) {
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
                            ? firstSuccess(history, fault.healedAtMs(), until, servesAgain, threads, nodes)
                            : NEVER);
        }
        return recovery;
    }

    private static long firstSuccess(
            History history, long healedMs, long untilMs, Optional<Predicate<Op>> servesAgain, int threads, int nodes) {
        int wanted = servesAgain.isPresent() ? 1 : Math.min(nodes, threads);
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
            if (servesAgain.isEmpty()) {
                served.set(history.process(i) % threads % nodes);
            } else if (servesAgain.get().test(history.op(i))) {
                served.set(0);
            }
            if (served.cardinality() == wanted) {
                return ms - healedMs;
            }
        }
        return NEVER;
    }
}
