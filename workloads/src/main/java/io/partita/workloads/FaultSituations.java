package io.partita.workloads;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.liveness.FaultWindow;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/** Situations between operations and faults, which most workloads can count alike. Faults count if they are proven. */
public final class FaultSituations {

    /** Faults that cut off whoever leads, and nobody else. */
    private static final Pattern LEADER_CUT_OFF =
            Pattern.compile("partition-([a-z0-9]+-)?leader|partition\\(leader(\\([^()]*\\))?\\)");

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

    /**
     * Operations in flight through the node that led while it was cut off: under way at some time when that was certain. Of
     * faults that cut off whoever leads, such as {@code partition-leader} or {@code partition(leader)}; where a leader is cut
     * off by chance, nobody looked who led.
     *
     * @param what the operations in words, such as {@code changes}
     * @param functions which operations
     * @param nodes the node that a process talks to
     */
    public static Situation leaderCutOff(String what, Set<String> functions, IntFunction<String> nodes) {
        return whileCutOff(
                what + " in flight through the leader while it was cut off",
                functions,
                (leaders, process) -> leaders.contains(nodes.apply(process)));
    }

    /** As {@link #leaderCutOff(String, Set, IntFunction)}, through whatever node, for clients that ask any. */
    public static Situation leaderCutOff(String what, Set<String> functions) {
        return whileCutOff(
                what + " in flight while the leader was cut off", functions, (leaders, process) -> !leaders.isEmpty());
    }

    private static Situation whileCutOff(
            String name, Set<String> functions, BiPredicate<List<String>, Integer> concerned) {
        return Situation.counted(
                name,
                history -> countOfOperations(
                        history,
                        functions,
                        (window, invocation, end) -> end > window.active().index()
                                && invocation < window.ending().index()
                                && concerned.test(cutOffLeaders(window), history.process(invocation))));
    }

    /** The nodes that led and were cut off: a partition's words name its sides, {@code n3 | n1,n2,n4,n5}, theirs first. */
    private static List<String> cutOffLeaders(FaultWindow window) {
        int side = window.description().indexOf(" | ");
        return !LEADER_CUT_OFF.matcher(window.name()).matches() || side < 0
                ? List.of()
                : List.of(window.description().substring(0, side).split(","));
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
