package io.partita.checker.internal.transactions;

import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import io.partita.checker.internal.transactions.Cycle.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds a short cycle of a shape in one strongly connected part of a graph: breadth first from each edge that such a
 * cycle may begin with, over pairs of a node and a state of the shape. The first search that succeeds bounds the depth
 * of those that follow; when patience ends the shortest so far is good enough. Deterministic. Not thread-safe.
 */
final class CycleSearch {

    /** How many edges may be followed in the hope of shorter cycles, and of cycles of which none may exist. */
    static final class Patience {

        private static final long FOR_ONE = 2_000_000;

        private long left = 300_000_000;
    }

    private final Graph graph;
    private final Shape shape;
    private final Patience patience;
    private final Resources resources;
    private final int[] seen;
    private final int[] cameFrom;
    private final int[] cameBy;
    private final IntList level = new IntList();
    private final IntList nextLevel = new IntList();
    private int round;
    private int start;
    private long followed;
    private List<Step> best;

    CycleSearch(Graph graph, Shape shape, Patience patience, Resources resources) {
        this.graph = graph;
        this.shape = shape;
        this.patience = patience;
        this.resources = resources;
        int pairs = Math.multiplyExact(graph.nodes(), shape.states());
        this.seen = new int[pairs];
        this.cameFrom = new int[pairs];
        this.cameBy = new int[pairs];
    }

    /** What a search allocates. */
    static long bytes(Graph graph, Shape shape) {
        return 3L * Integer.BYTES * graph.nodes() * shape.states();
    }

    /** Which edges are worth beginning with. */
    interface Candidates {
        boolean include(int source, int edge);
    }

    /**
     * A closed walk of the shape, as short as patience allows; empty if there is none that begins as it should.
     *
     * @param certain whether one must be found if there is one, however long that takes
     */
    List<Step> shortest(Candidates candidates, boolean certain) throws ExhaustedException, InterruptedException {
        for (int source = 0; source < graph.transactions(); source++) {
            for (int edge = graph.starts()[source]; edge < graph.starts()[source + 1]; edge++) {
                if (graph.isKind(edge, shape.first()) && candidates.include(source, edge)) {
                    resources.checkTime();
                    long before = followed;
                    from(source, edge);
                    patience.left -= followed - before;
                    if (isEnough(certain)) {
                        return best == null ? List.of() : best;
                    }
                }
            }
        }
        return best == null ? List.of() : best;
    }

    private boolean isEnough(boolean certain) {
        if (best == null && certain) {
            return false;
        }
        return best != null && best.size() == 2 || followed > Patience.FOR_ONE || patience.left < 0;
    }

    private void from(int source, int edge) {
        round++;
        start = source;
        level.clear();
        visit(level, graph.targets()[edge], shape.start(), -1, edge);
        int limit = best == null ? Integer.MAX_VALUE : best.size();
        for (int length = 1; !level.isEmpty() && length < limit; length++) {
            // Links cost nothing, so what they lead to is on the level of what led there.
            for (int i = 0; i < level.size(); i++) {
                if (!graph.isTransaction(node(level.get(i))) && follow(level.get(i), level)) {
                    return;
                }
            }
            if (length + 1 >= limit) {
                return;
            }
            nextLevel.clear();
            for (int i = 0; i < level.size(); i++) {
                if (graph.isTransaction(node(level.get(i))) && follow(level.get(i), nextLevel)) {
                    return;
                }
            }
            level.clear();
            for (int i = 0; i < nextLevel.size(); i++) {
                level.add(nextLevel.get(i));
            }
        }
    }

    private int node(int pair) {
        return pair / shape.states();
    }

    /** Adds what can be reached by one edge to {@code found}; true if the walk closed. */
    private boolean follow(int pair, IntList found) {
        int node = node(pair);
        int state = pair % shape.states();
        int end = graph.starts()[node + 1];
        for (int edge = graph.starts()[node]; edge < end; edge++) {
            followed++;
            int next = shape.after(state, graph.kinds()[edge]);
            if (next == Shape.DEAD) {
                continue;
            }
            int target = graph.targets()[edge];
            if (target == start) {
                if (shape.accepts(next)) {
                    best = walk(pair, edge);
                    return true;
                }
                // Going on from here would not be a cycle of its own.
                continue;
            }
            visit(found, target, next, pair, edge);
        }
        return false;
    }

    private void visit(IntList found, int node, int state, int from, int edge) {
        int pair = node * shape.states() + state;
        if (seen[pair] != round) {
            seen[pair] = round;
            cameFrom[pair] = from;
            cameBy[pair] = edge;
            found.add(pair);
        }
    }

    /** The dependencies from the start to {@code pair} and by {@code closing} back. */
    private List<Step> walk(int pair, int closing) {
        List<Step> steps = new ArrayList<>();
        int to = start;
        int edge = closing;
        int at = pair;
        while (true) {
            int from = at < 0 ? start : node(at);
            if (!graph.isKind(edge, DependencyKind.LINK)) {
                steps.add(new Step(from, DependencyKind.of(graph.kinds()[edge]), graph.versions()[edge], to));
                to = from;
            }
            if (at < 0) {
                break;
            }
            edge = cameBy[at];
            at = cameFrom[at];
        }
        Collections.reverse(steps);
        return steps;
    }
}
