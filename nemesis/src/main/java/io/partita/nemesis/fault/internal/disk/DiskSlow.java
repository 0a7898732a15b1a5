package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.internal.node.Carried;
import io.partita.nemesis.fault.internal.node.Deed;
import io.partita.nemesis.node.DiskSpeed;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The disks of nodes take in only so many bytes a second; what is not synced is still taken into memory at once. */
final class DiskSlow implements Deed {

    /** The disk as a whole: how fast it is cannot be seen where nothing can be written. */
    static final List<String> OBJECTS = List.of("disk " + NodeDisks.DIRECTORY);

    /** So long a write takes that measures a slow disk, in ms. */
    private static final long MEASURED_MS = 1_000;
    /** A slow disk may be seen to be that much faster than it should be: the kernel counts in pieces. */
    private static final double TOLERANCE = 1.5;

    private final long bytesPerSecond;
    private final Carried nodes;
    private final Map<String, Optional<Long>> before;

    /** @throws FaultException if a disk is not clearly faster than that already: nothing could be seen of the fault */
    DiskSlow(long bytesPerSecond, Carried nodes) {
        this.bytesPerSecond = bytesPerSecond;
        this.nodes = nodes;
        this.before = nodes.ask(nodes.host()::disk, DiskSlow::limit);
        measure().forEach((node, rate) -> {
            if (rate < 2 * TOLERANCE * bytesPerSecond) {
                throw new FaultException("the disk of " + node + " takes in " + rate
                        + " bytes a second now: to see that it is" + " slow, ask for a third of that or less");
            }
        });
    }

    @Override
    public String words() {
        return "let the disk take in " + bytesPerSecond + " bytes a second on";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("disk", Map.of("kind", "slow", "bytesPerSecond", bytesPerSecond));
    }

    @Override
    public List<String> objects() {
        return OBJECTS;
    }

    @Override
    public Command inject(String node) {
        return nodes.host().limitDisk(node, Optional.of(bytesPerSecond));
    }

    @Override
    public Command undo(String node) {
        return nodes.host().limitDisk(node, before.get(node));
    }

    @Override
    public Proof active() {
        Map<String, Long> rates = measure();
        Map<String, Optional<Long>> limits = nodes.ask(nodes.host()::disk, DiskSlow::limit);
        List<String> missing = new ArrayList<>();
        rates.forEach((node, rate) -> {
            if (!limits.get(node).equals(Optional.of(bytesPerSecond))) {
                missing.add(node + " has the limit " + limits.get(node));
            }
            if (rate > TOLERANCE * bytesPerSecond) {
                missing.add(node + " takes in " + rate + " bytes a second");
            }
        });
        return Proof.of(String.join("; ", missing), Map.of("bytesPerSecond", rates));
    }

    @Override
    public Proof gone() {
        Map<String, Long> rates = measure();
        Map<String, Optional<Long>> limits = nodes.ask(nodes.host()::disk, DiskSlow::limit);
        List<String> missing = new ArrayList<>();
        rates.forEach((node, rate) -> {
            if (!limits.get(node).equals(before.get(node))) {
                missing.add(node + " has the limit " + limits.get(node));
            }
            if (rate < TOLERANCE * bytesPerSecond) {
                missing.add(node + " takes in " + rate + " bytes a second");
            }
        });
        return Proof.of(String.join("; ", missing), Map.of("bytesPerSecond", rates));
    }

    private static Optional<Long> limit(String output) {
        String said = output.strip();
        return said.equals("none") ? Optional.empty() : Optional.of(Long.parseLong(said));
    }

    /** How many bytes a second each disk takes in. */
    private Map<String, Long> measure() {
        long bytes = bytesPerSecond * MEASURED_MS / 1000;
        return new TreeMap<>(nodes.environment()
                .nodes()
                .parallel(
                        nodes.targets(),
                        remote -> DiskSpeed.parse(remote.requireFast(DiskSpeed.measure(NodeDisks.DIRECTORY, bytes))
                                .stdout())));
    }
}
