package io.partita.checker.internal.transactions;

import java.util.Arrays;

/**
 * Edges from each of some transactions to each of some others, but from none to itself. Few are drawn directly; many go
 * through auxiliary nodes, of which the i-th leads to the first i targets, or to all from the i-th on: so a source that
 * is a target as well reaches all others by two edges, and the whole stays linear in sources and targets.
 */
final class Fan {

    private static final int FEW = 4;

    private Fan() {}

    /** Adds edges of {@code kind} from all {@code sources} to all {@code targets}, both without repetition. */
    static void connect(Graph.Builder graph, int[] sources, DependencyKind kind, int[] targets, int version) {
        if (sources.length <= FEW || targets.length <= FEW) {
            for (int source : sources) {
                for (int target : targets) {
                    if (source != target) {
                        graph.add(source, kind, target, version);
                    }
                }
            }
            return;
        }
        int[] sorted = targets.clone();
        Arrays.sort(sorted);
        int[] upTo = chain(graph, sorted, 0, 1);
        int[] from = chain(graph, sorted, sorted.length - 1, -1);
        for (int source : sources) {
            int place = Arrays.binarySearch(sorted, source);
            if (place < 0) {
                graph.add(source, kind, upTo[sorted.length - 1], version);
                continue;
            }
            if (place > 0) {
                graph.add(source, kind, upTo[place - 1], version);
            }
            if (place + 1 < sorted.length) {
                graph.add(source, kind, from[place + 1], version);
            }
        }
    }

    /** Auxiliary nodes, one a target, each linked to its target and to the node before it in the direction given. */
    private static int[] chain(Graph.Builder graph, int[] targets, int first, int step) {
        int[] nodes = new int[targets.length];
        for (int i = first; i >= 0 && i < targets.length; i += step) {
            nodes[i] = graph.addNode();
            graph.link(nodes[i], targets[i]);
            if (i != first) {
                graph.link(nodes[i], nodes[i - step]);
            }
        }
        return nodes;
    }
}
