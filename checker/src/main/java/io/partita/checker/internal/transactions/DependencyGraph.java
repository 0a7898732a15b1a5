package io.partita.checker.internal.transactions;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which transactions must come before which: Adya's dependencies ww, wr and rw from what was read and the order of the
 * versions, and the orders of processes and of real time. Linear in the history: both orders are chains of auxiliary
 * nodes, entered at a transaction's end and left where another begins.
 */
final class DependencyGraph {

    private final Transactions transactions;
    private final VersionOrder order;
    private final Graph.Builder graph;

    private DependencyGraph(Transactions transactions, VersionOrder order) {
        this.transactions = transactions;
        this.order = order;
        this.graph = new Graph.Builder(transactions.count());
    }

    static Graph of(Transactions transactions, VersionOrder order) {
        DependencyGraph dependencies = new DependencyGraph(transactions, order);
        dependencies.addData();
        dependencies.addProcesses();
        dependencies.addRealTime();
        return dependencies.graph.build();
    }

    private void addData() {
        Pairs readers = readers();
        for (int version = 0; version < transactions.versions(); version++) {
            int[] reading = readers.row(version);
            int[] replacing = replacing(version);
            if (transactions.isCommitted(version)) {
                int writer = transactions.writerOf(version);
                for (int reader : reading) {
                    if (reader != writer) {
                        graph.add(writer, DependencyKind.WR, reader, version);
                    }
                }
                for (int next : replacing) {
                    if (next != writer && !(order.readImpliesOrder() && contains(reading, next))) {
                        graph.add(writer, DependencyKind.WW, next, version);
                    }
                }
            }
            Fan.connect(graph, reading, DependencyKind.RW, replacing, version);
        }
    }

    /** Of every version the transactions that read it, each once, ascending. */
    private Pairs readers() {
        IntList versions = new IntList();
        IntList readers = new IntList();
        for (int t = 0; t < transactions.count(); t++) {
            for (int step = transactions.starts[t]; step < transactions.starts[t + 1]; step++) {
                if (transactions.isExternalRead(step) && !isRepeated(step)) {
                    versions.add(transactions.read[step]);
                    readers.add(t);
                }
            }
        }
        return Pairs.of(transactions.versions(), versions, readers);
    }

    private boolean isRepeated(int step) {
        int before = transactions.previous[step];
        return before != Transactions.NONE && transactions.read[before] == transactions.read[step];
    }

    /** The transactions that wrote the successors of {@code version}, each once, ascending. */
    private int[] replacing(int version) {
        int[] writers = order.successors().row(version);
        for (int i = 0; i < writers.length; i++) {
            writers[i] = transactions.writerOf(writers[i]);
        }
        return writers.length < 2
                ? writers
                : Arrays.stream(writers).sorted().distinct().toArray();
    }

    private static boolean contains(int[] sorted, int element) {
        return Arrays.binarySearch(sorted, element) >= 0;
    }

    private void addProcesses() {
        Map<Integer, Integer> latest = new HashMap<>();
        int[] chain = new int[transactions.count()];
        for (int t = 0; t < transactions.count(); t++) {
            if (!transactions.committed(t)) {
                continue;
            }
            Integer before = latest.put(transactions.process(t), t);
            chain[t] = Transactions.NONE;
            if (before != null) {
                int ended = graph.addNode();
                graph.add(before, DependencyKind.PROCESS, ended, Transactions.NONE);
                graph.link(ended, t);
                if (chain[before] != Transactions.NONE) {
                    graph.link(chain[before], ended);
                }
                chain[t] = ended;
            }
        }
    }

    /** A new auxiliary node where transactions have ended since one last began: what begins now follows them all. */
    private void addRealTime() {
        History history = transactions.history;
        int[] starting = transactions.byInvocation();
        int latest = Transactions.NONE;
        boolean followed = true;
        for (int event = 0; event < history.size(); event++) {
            int t = starting[event];
            if (t != Transactions.NONE) {
                if (latest != Transactions.NONE && transactions.committed(t)) {
                    graph.link(latest, t);
                    followed = true;
                }
            } else if (history.type(event) == OpType.OK) {
                if (followed) {
                    int node = graph.addNode();
                    if (latest != Transactions.NONE) {
                        graph.link(latest, node);
                    }
                    latest = node;
                    followed = false;
                }
                int ended = starting[history.invocationOf(event)];
                graph.add(ended, DependencyKind.REALTIME, latest, Transactions.NONE);
            }
        }
    }
}
