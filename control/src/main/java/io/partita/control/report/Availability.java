package io.partita.control.report;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.control.report.Signal.Look;
import io.partita.control.store.RunSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long nodes left their clients without an answer that counts.
 *
 * <p>An outage of a node is a stretch of time in which a client asked it and no operation succeeded on it: it begins
 * with a success after which an operation was still open, or with the first invocation after that success, and ends
 * with the next success or with the history. Silence without clients is no outage. In an open load an operation waits from
 * the time for which it was meant.
 */
final class Availability {

    /** One node's part of the run. */
    record NodeAvailability(String node, long ok, long fail, long info, Outage worst) {}

    /** A stretch without success; {@code ended} is false if it lasted to the end of the history. */
    record Outage(String node, long fromNanos, long toNanos, boolean ended) {
        long nanos() {
            return toNanos - fromNanos;
        }
    }

    private Availability() {}

    /** Every node that a client talked to, in the order of the run's nodes. */
    static List<NodeAvailability> of(RunSummary run, History history) {
        Map<String, OutageMeter> meters = new LinkedHashMap<>();
        run.nodes().forEach(node -> meters.put(node, new OutageMeter(node)));
        long end = 0;
        for (Op op : history) {
            end = Math.max(end, op.time());
            String node = op.isNemesis() ? null : node(run, op.process());
            if (node != null) {
                meters.get(node).see(op, history.scheduled((int) op.index()));
            }
        }
        List<NodeAvailability> nodes = new ArrayList<>();
        for (OutageMeter meter : meters.values()) {
            nodes.add(meter.at(end));
        }
        return nodes;
    }

    /** The longest outage that any node had. */
    static Optional<Outage> worst(List<NodeAvailability> nodes) {
        return nodes.stream()
                .map(NodeAvailability::worst)
                .filter(outage -> outage != null)
                .max(Comparator.comparingLong(Outage::nanos));
    }

    /**
     * The longest time for which a server that was asked gave no good answer, from the first such answer to the next good
     * one.
     */
    static Optional<Outage> worstOfServers(History history) {
        return MesosSignals.serverRows(history).stream()
                .flatMap(row -> row.stretches().stream()
                        .filter(stretch -> stretch.look() == Look.BAD)
                        .map(stretch -> new Outage(
                                row.name(),
                                Math.round(stretch.fromMs() * 1e6),
                                Math.round(stretch.toMs() * 1e6),
                                stretch != row.stretches().get(row.stretches().size() - 1))))
                .max(Comparator.comparingLong(Outage::nanos));
    }

    /** The node that a process talks to, or {@code null} if the run names no nodes or its clients ask any server. */
    static String node(RunSummary run, int process) {
        return MesosSignals.isMesos(run) ? null : node(run.nodes(), run.concurrency(), process);
    }

    /** The node that a process talks to where each thread keeps to one, or {@code null} if there are none. */
    static String node(List<String> nodes, int concurrency, int process) {
        if (nodes.isEmpty() || process < 0) {
            return null;
        }
        int thread = concurrency > 0 ? process % concurrency : process;
        return nodes.get(thread % nodes.size());
    }
}
