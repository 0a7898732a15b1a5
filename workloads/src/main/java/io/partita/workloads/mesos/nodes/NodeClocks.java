package io.partita.workloads.mesos.nodes;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.NodeScript;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Puts the nodes' uptimes on the run's time line. A node is asked over SSH, between two looks at the run's clock: its answer is
 * from in between, so half the round trip is the error. Keeps every reading, so that what was written before a reboot can
 * still be placed. Safe for use by several threads.
 */
public final class NodeClocks {

    private static final Duration DEADLINE = Duration.ofSeconds(5);
    /** The shortest of some round trips tells most; more of them hardly tell more. */
    private static final int ROUNDS = 3;

    private static final NodeScript CLOCK = NodeScript.beside(NodeClocks.class, "clock.sh");

    private final Nodes nodes;
    private final LongSupplier runNanos;
    private final Map<String, List<NodeClock>> readings = new HashMap<>();

    private NodeClocks(Nodes nodes, LongSupplier runNanos) {
        this.nodes = Objects.requireNonNull(nodes, "nodes is null");
        this.runNanos = Objects.requireNonNull(runNanos, "runNanos is null");
    }

    /**
     * Clocks of {@code nodes}, not read yet.
     *
     * @param runNanos nanoseconds since the run began, as in the events of its history; monotonic
     */
    public static NodeClocks of(Nodes nodes, LongSupplier runNanos) {
        return new NodeClocks(nodes, runNanos);
    }

    /**
     * Reads all nodes' clocks, at the same time. To be called at the run's beginning and end, and after reboots.
     *
     * @throws RemoteException.Interrupted if the thread is interrupted
     */
    public Map<String, NodeReading<NodeClock>> measure() {
        return Readings.ofAll(nodes, this::measure);
    }

    private NodeClock measure(Remote remote) {
        NodeClock best = null;
        for (int round = 0; round < ROUNDS; round++) {
            NodeClock reading = ask(remote);
            if (best == null || reading.errorNs() < best.errorNs() || reading.rebootedSince(best)) {
                best = reading;
            }
        }
        keep(best);
        return best;
    }

    private NodeClock ask(Remote remote) {
        Command command = CLOCK.command().within(DEADLINE);
        // Not sent again after a broken connection: the round trip would be that of both.
        Command once = new Command(command.argv(), command.stdin(), DEADLINE, false);
        long before = runNanos.getAsLong();
        String answer = NodeScript.require(remote, remote.run(once));
        long after = runNanos.getAsLong();
        String[] words = answer.strip().split(" ");
        return new NodeClock(
                remote.node(),
                words[1],
                words[1] + "." + words[2],
                Uptime.nanos(words[0]),
                before + (after - before) / 2,
                (after - before) / 2 + Uptime.ERROR_NS);
    }

    private synchronized void keep(NodeClock reading) {
        readings.computeIfAbsent(reading.node(), node -> new ArrayList<>()).add(reading);
    }

    /** The readings of a node so far, the first one first. */
    public synchronized List<NodeClock> readings(String node) {
        return List.copyOf(readings.getOrDefault(node, List.of()));
    }

    /** Whether a node was seen to have been started anew since its first reading. */
    public boolean rebooted(String node) {
        List<NodeClock> all = readings(node);
        return !all.isEmpty() && all.get(all.size() - 1).rebootedSince(all.get(0));
    }

    /** The reading that tells most about {@code uptime} of a boot of the node; empty if that boot was never read. */
    public Optional<NodeClock> at(String node, String bootId, long uptime) {
        return readings(node).stream()
                .filter(reading -> reading.bootId().equals(bootId))
                .min(Comparator.comparingLong(reading -> reading.errorAt(uptime)));
    }
}
