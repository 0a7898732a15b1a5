package io.partita.checker.internal.transactions;

import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongly connected components of a graph under a set of edge kinds: Robert Tarjan, "Depth-first search and linear
 * graph algorithms", SIAM J. Comput. 1 (1972), with a stack of its own instead of recursion. Linear. Not thread-safe.
 *
 * <p>Components are numbered in reverse topological order: an edge between two of them leads to the lower number.
 */
final class Components {

    static final int BYTES_PER_NODE = 16;

    private static final int TIME_CHECK_MASK = (1 << 16) - 1;
    private static final int UNVISITED = -1;

    private final Graph graph;
    private final int mask;
    /** Of every node its component, once that is known; before, the lowest node on the stack it reaches. */
    private final int[] component;

    private final int[] discovery;
    private final int[] edge;
    private final boolean[] done;
    private int count;

    private Components(Graph graph, int mask) {
        this.graph = graph;
        this.mask = mask;
        this.component = new int[graph.nodes()];
        this.discovery = new int[graph.nodes()];
        this.edge = new int[graph.nodes()];
        this.done = new boolean[graph.nodes()];
        Arrays.fill(discovery, UNVISITED);
    }

    static Components of(Graph graph, int mask, Resources resources) throws ExhaustedException, InterruptedException {
        Components components = new Components(graph, mask);
        IntList path = new IntList();
        IntList open = new IntList();
        int clock = 0;
        for (int root = 0; root < graph.nodes(); root++) {
            if (components.discovery[root] == UNVISITED) {
                clock = components.explore(root, clock, path, open);
            }
            if ((root & TIME_CHECK_MASK) == 0) {
                resources.checkTime();
            }
        }
        return components;
    }

    private int explore(int root, int from, IntList path, IntList open) {
        int clock = from;
        path.add(root);
        while (!path.isEmpty()) {
            int node = path.last();
            if (discovery[node] == UNVISITED) {
                discovery[node] = clock;
                component[node] = clock++;
                edge[node] = graph.starts()[node];
                open.add(node);
            }
            if (!descend(node, path)) {
                path.removeLast();
                leave(node, path, open);
            }
        }
        return clock;
    }

    /** Puts the next unvisited neighbour of {@code node} on the path; false if there is none. */
    private boolean descend(int node, IntList path) {
        int end = graph.starts()[node + 1];
        while (edge[node] < end) {
            int next = edge[node]++;
            int target = graph.targets()[next];
            if (!graph.isIn(next, mask) || done[target]) {
                continue;
            }
            if (discovery[target] == UNVISITED) {
                path.add(target);
                return true;
            }
            component[node] = Math.min(component[node], discovery[target]);
        }
        return false;
    }

    private void leave(int node, IntList path, IntList open) {
        if (component[node] == discovery[node]) {
            int member;
            do {
                member = open.removeLast();
                done[member] = true;
                component[member] = count;
            } while (member != node);
            count++;
        } else {
            // Not the root of its component, so it has a parent.
            int parent = path.last();
            component[parent] = Math.min(component[parent], component[node]);
        }
    }

    int of(int node) {
        return component[node];
    }

    /** Whether {@code edge}, an edge of {@code node}, lies within a component, and so on a cycle. */
    boolean isInside(int node, int edgeOfNode) {
        return graph.isIn(edgeOfNode, mask) && component[node] == component[graph.targets()[edgeOfNode]];
    }

    /** The nodes of every component with more than one, ascending; components in the order of their first node. */
    List<int[]> cyclic() {
        int[] sizes = new int[count];
        for (int number : component) {
            sizes[number]++;
        }
        int[] index = new int[count];
        Arrays.fill(index, -1);
        List<int[]> members = new ArrayList<>();
        int[] filled = new int[count];
        for (int node = 0; node < component.length; node++) {
            int number = component[node];
            if (sizes[number] > 1) {
                if (index[number] < 0) {
                    index[number] = members.size();
                    members.add(new int[sizes[number]]);
                }
                members.get(index[number])[filled[number]++] = node;
            }
        }
        return members;
    }
}
