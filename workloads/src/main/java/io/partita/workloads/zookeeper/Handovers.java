package io.partita.workloads.zookeeper;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.Situation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Reads of a register that began after a change of it was acknowledged through another node: only such reads can show
 * that a node is behind the others. Counted are those that were answered.
 */
final class Handovers {

    private Handovers() {}

    /**
     * @param changes the functions that change a register
     * @param nodes the node that a process talks to
     */
    static Situation of(Set<String> changes, IntFunction<String> nodes) {
        return Situation.counted(
                "reads through another node than the last acknowledged change of the register",
                history -> count(history, changes, nodes));
    }

    private static long count(History history, Set<String> changes, IntFunction<String> nodes) {
        Map<Object, String> changedThrough = new HashMap<>();
        long count = 0;
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) < 0) {
                continue;
            }
            String node = nodes.apply(history.process(i));
            if (history.type(i) == OpType.OK && changes.contains(history.f(i))) {
                changedThrough.put(history.key(history.invocationOf(i)), node);
            } else if (history.type(i) == OpType.INVOKE && history.f(i).equals("read")) {
                String other = changedThrough.get(history.key(i));
                int end = history.completionOf(i);
                boolean answered = end >= 0 && history.type(end) == OpType.OK;
                count += answered && other != null && !other.equals(node) ? 1 : 0;
            }
        }
        return count;
    }
}
