package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.internal.node.Deed;
import io.partita.nemesis.node.DiskReading;
import io.partita.nemesis.node.DiskSpace;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The disks of nodes can only be read by whoever opens a file there from now on. A file that is open for writing stays so:
 * the kernel makes no disk read-only that is being written, and these faults end no process.
 */
final class DiskReadOnly implements Deed {

    private static final int ALONE = 1;

    private final Environment environment;
    private final NodeHost host;
    private final List<String> targets;
    private final List<String> objects;

    /** @param objects what is owned on each node: the disk, and the data on it, which nobody else can damage meanwhile */
    DiskReadOnly(Environment environment, NodeHost host, List<String> targets, List<String> objects) {
        this.environment = environment;
        this.host = host;
        this.targets = targets;
        this.objects = objects;
    }

    @Override
    public String words() {
        return "let the disk only be read on";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("disk", Map.of("kind", "readonly"));
    }

    @Override
    public List<String> objects() {
        return objects;
    }

    @Override
    public Absence absence() {
        return Absence.NONE;
    }

    @Override
    public Command inject(String node) {
        return host.diskReadOnly(node);
    }

    @Override
    public Command undo(String node) {
        return host.diskWritable(node);
    }

    @Override
    public Proof active() {
        return proof(DiskReading::isReadOnly);
    }

    @Override
    public Proof gone() {
        Map<String, Integer> layers = environment
                .nodes()
                .parallel(
                        targets,
                        remote -> Integer.parseInt(host.machine()
                                .require(host.diskLayers(remote.node()))
                                .stdout()
                                .strip()));
        Proof written = proof(DiskReading::isWritten);
        return written.holds() && layers.values().stream().anyMatch(count -> count != ALONE)
                ? Proof.of("something lies over the disk: " + layers, written.data())
                : written;
    }

    private Proof proof(Predicate<DiskReading> wanted) {
        Map<String, Object> disks = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        environment
                .nodes()
                .parallel(
                        targets,
                        remote -> DiskReading.parse(remote.requireFast(DiskSpace.read(0, List.of(NodeDisks.DIRECTORY)))
                                .stdout()))
                .forEach((node, readings) -> readings.forEach((mount, reading) -> {
                    disks.put(node, Map.of(mount, reading.toJson()));
                    if (!wanted.test(reading)) {
                        missing.add(node + ": " + reading.outcome());
                    }
                }));
        return Proof.of(missing.isEmpty() ? "" : "what came of writing a page: " + missing, Map.of("disks", disks));
    }
}
