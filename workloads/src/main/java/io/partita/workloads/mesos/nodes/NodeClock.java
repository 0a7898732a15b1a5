package io.partita.workloads.mesos.nodes;

import java.util.Objects;

/**
 * A node's uptime clock, read once against the run's clock. Immutable.
 *
 * @param node the node's name
 * @param bootId the boot id that the node shows to its processes: which uptimes belong to this reading
 * @param incarnation the boot id and the start of the first process: other runtimes of containers than LXC show the kernel's
 *     boot id, which outlives them
 * @param uptimeNs what the node's clock showed, in nanoseconds
 * @param runNs the run's time then, in nanoseconds since the run began; negative before
 * @param errorNs how far off {@code runNs} may be
 */
public record NodeClock(String node, String bootId, String incarnation, long uptimeNs, long runNs, long errorNs) {

    /** Clocks of computers run apart by less than this; two bad ones, one of them fast and the other slow, together. */
    private static final double DRIFT = 200e-6;

    public NodeClock {
        Objects.requireNonNull(node, "node is null");
        Objects.requireNonNull(bootId, "bootId is null");
        Objects.requireNonNull(incarnation, "incarnation is null");
        if (errorNs < 0) {
            throw new IllegalArgumentException("an error is not negative, but " + errorNs);
        }
    }

    /** The run's time when the node's clock showed {@code uptime} nanoseconds. */
    public long toRun(long uptime) {
        return runNs + (uptime - uptimeNs);
    }

    /** How far off {@link #toRun} may be: the further from the reading, the more the clocks may have run apart. */
    public long errorAt(long uptime) {
        return errorNs + (long) (Math.abs(uptime - uptimeNs) * DRIFT);
    }

    /** Whether the node, or the container that it is, was started anew between the two readings. */
    public boolean rebootedSince(NodeClock earlier) {
        return !incarnation.equals(earlier.incarnation);
    }
}
