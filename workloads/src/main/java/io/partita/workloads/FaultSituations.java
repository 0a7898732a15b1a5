package io.partita.workloads;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Situations between operations and faults, which most workloads can count alike. Faults count if they are proven. */
public final class FaultSituations {

    private FaultSituations() {}

    /**
     * Operations that were under way when a fault came over the node that they had been sent to: begun before its
     * injection, and not ended before it was proven active.
     *
     * @param what the operations in words, such as {@code changes}
     * @param functions which operations
     * @param nodes the node that a process talks to
     */
    public static Situation caught(String what, Set<String> functions, IntFunction<String> nodes) {
        return Situation.counted(
                what + " in flight through a node when a fault struck it",
                history -> countOfOperations(
                        history,
                        functions,
                        (window, invocation, end) -> window.targets().contains(nodes.apply(history.process(invocation)))
                                && invocation < window.begun().index()
                                && end > window.active().index()));
    }

    /**
     * Operations begun while a fault certainly was active, of which nobody knows whether they happened.
     *
     * @param what the operations in words, such as {@code changes}
     * @param functions which operations
     */
    public static Situation leftOpen(String what, Set<String> functions) {
        return Situation.counted(
                what + " of unknown outcome during faults",
                history -> countOfOperations(
                        history,
                        functions,
                        (window, invocation, end) -> window.certainAt(invocation)
                                && (end == history.size() || history.type(end) == OpType.INFO)));
    }

    private interface Meeting {
        boolean of(FaultWindow window, int invocation, int end);
    }

    /** How many operations meet some window; one that never ended ends with the history. */
    private static long countOfOperations(History history, Set<String> functions, Meeting meeting) {
        List<FaultWindow> windows = FaultWindow.proven(history);
        long count = 0;
        for (int i = 0; i < history.size() && !windows.isEmpty(); i++) {
            if (history.process(i) >= 0 && history.type(i) == OpType.INVOKE && functions.contains(history.f(i))) {
                int invocation = i;
                int completion = history.completionOf(i);
                int end = completion < 0 ? history.size() : completion;
                count += windows.stream().anyMatch(window -> meeting.of(window, invocation, end)) ? 1 : 0;
            }
        }
        return count;
    }
}
