package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.internal.node.Carried;
import io.partita.nemesis.fault.internal.node.Deed;
import io.partita.nemesis.node.DiskReading;
import io.partita.nemesis.node.DiskSpace;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.cluster.NodeDisks;
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

    private final Carried nodes;
    private final List<String> objects;

    /** @param objects what is owned on each node: the disk, and the data on it, which nobody else can damage meanwhile */
    DiskReadOnly(Carried nodes, List<String> objects) {
        this.nodes = nodes;
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
    public Command inject(String node) {
        return nodes.host().diskReadOnly(node);
    }

    @Override
    public Command undo(String node) {
        return nodes.host().diskWritable(node);
    }

    @Override
    public Proof active() {
        return proof(DiskReading::isReadOnly);
    }

    @Override
    public Proof gone() {
        Map<String, Integer> layers = nodes.ask(nodes.host()::diskLayers, said -> Integer.parseInt(said.strip()));
        Proof written = proof(DiskReading::isWritten);
        return written.holds() && layers.values().stream().anyMatch(count -> count != ALONE)
                ? Proof.of("something lies over the disk: " + layers, written.data())
                : written;
    }

    private Proof proof(Predicate<DiskReading> wanted) {
        Map<String, Object> disks = new TreeMap<>();
        List<String> missing = new ArrayList<>();
        nodes.environment()
                .nodes()
                .parallel(
                        nodes.targets(),
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
