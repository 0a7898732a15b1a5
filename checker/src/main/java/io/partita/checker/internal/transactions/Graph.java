package io.partita.checker.internal.transactions;

import java.util.Arrays;

/**
 * A directed graph with typed edges in compressed rows: the edges of node n are those from {@code starts[n]} up to
 * {@code starts[n + 1]}.
 *
 * <p>Nodes below {@code transactions} are transactions. The others are auxiliary: they are entered by edges that carry
 * the kind of a dependency and left by {@link DependencyKind#LINK}s, so that a path from transaction to transaction
 * through them is one dependency. They keep the graph linear where dependencies hold between all of many and all of many
 * others.
 *
 * @param nodes how many nodes there are
 * @param transactions how many of them are transactions
 * @param starts where the edges of every node begin; one more for the end of the last
 * @param targets of every edge the node it leads to
 * @param kinds of every edge the ordinal of its {@link DependencyKind}
 * @param versions of every edge the version that the transaction it comes from wrote or read, or -1
 */
record Graph(int nodes, int transactions, int[] starts, int[] targets, byte[] kinds, int[] versions) {

    /** What an edge takes while the graph is being built and when it stands. */
    static final int BYTES_PER_EDGE = 26;

    static final int BYTES_PER_NODE = 8;

    /** Collects edges. Not thread-safe. */
    static final class Builder {

        private final int transactions;
        private int nodes;
        private final IntList sources = new IntList();
        private final IntList targets = new IntList();
        private final IntList versions = new IntList();
        private byte[] kinds = new byte[16];

        Builder(int transactions) {
            this.transactions = transactions;
            this.nodes = transactions;
        }

        int addNode() {
            return nodes++;
        }

        void add(int source, DependencyKind kind, int target, int version) {
            if (sources.size() == kinds.length) {
                kinds = Arrays.copyOf(kinds, kinds.length + (kinds.length >> 1));
            }
            kinds[sources.size()] = (byte) kind.ordinal();
            sources.add(source);
            targets.add(target);
            versions.add(version);
        }

        void link(int source, int target) {
            add(source, DependencyKind.LINK, target, Transactions.NONE);
        }

        int edges() {
            return sources.size();
        }

        Graph build() {
            int[] starts = new int[nodes + 1];
            for (int i = 0; i < sources.size(); i++) {
                starts[sources.get(i) + 1]++;
            }
            for (int node = 0; node < nodes; node++) {
                starts[node + 1] += starts[node];
            }
            int[] next = Arrays.copyOf(starts, nodes);
            int[] sortedTargets = new int[edges()];
            int[] sortedVersions = new int[edges()];
            byte[] sortedKinds = new byte[edges()];
            for (int i = 0; i < edges(); i++) {
                int place = next[sources.get(i)]++;
                sortedTargets[place] = targets.get(i);
                sortedVersions[place] = versions.get(i);
                sortedKinds[place] = kinds[i];
            }
            return new Graph(nodes, transactions, starts, sortedTargets, sortedKinds, sortedVersions);
        }
    }

    int edges() {
        return targets.length;
    }

    boolean isKind(int edge, DependencyKind kind) {
        return kinds[edge] == kind.ordinal();
    }

    boolean isIn(int edge, int mask) {
        return (mask >> kinds[edge] & 1) != 0;
    }

    boolean hasAny(int mask) {
        for (byte kind : kinds) {
            if ((mask >> kind & 1) != 0) {
                return true;
            }
        }
        return false;
    }

    boolean isTransaction(int node) {
        return node < transactions;
    }

    /** A part of a graph, and which nodes of the whole its nodes are. */
    record Part(Graph graph, int[] nodes) {}

    /**
     * The part that {@code members} make with the edges of {@code mask} between them; ascending, so that transactions
     * come first.
     *
     * @param local scratch for as many ints as the graph has nodes, all -1, and so again afterwards
     */
    Part part(int[] members, int mask, int[] local) {
        int ours = 0;
        for (int i = 0; i < members.length; i++) {
            local[members[i]] = i;
            ours += isTransaction(members[i]) ? 1 : 0;
        }
        Builder builder = new Builder(ours);
        builder.nodes = members.length;
        for (int i = 0; i < members.length; i++) {
            for (int edge = starts[members[i]]; edge < starts[members[i] + 1]; edge++) {
                if (isIn(edge, mask) && local[targets[edge]] >= 0) {
                    builder.add(i, DependencyKind.of(kinds[edge]), local[targets[edge]], versions[edge]);
                }
            }
        }
        for (int member : members) {
            local[member] = -1;
        }
        return new Part(builder.build(), members);
    }
}
