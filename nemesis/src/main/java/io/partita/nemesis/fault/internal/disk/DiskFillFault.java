package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.Inverse;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.node.DiskReading;
import io.partita.nemesis.node.DiskSpace;
import io.partita.nemesis.proof.Proof;
import io.partita.provisioning.remote.Command;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Takes the room away on the file systems that hold a system's data. */
final class DiskFillFault implements Fault {

    private final String name;
    private final long left;
    private final Processes processes;
    private final Environment environment;
    private final Map<String, List<String>> mounts;

    /** @param mounts the mount points of the file systems, by node */
    DiskFillFault(
            String name, long left, Processes processes, Environment environment, Map<String, List<String>> mounts) {
        this.name = name;
        this.left = left;
        this.processes = processes;
        this.environment = environment;
        this.mounts = new LinkedHashMap<>(mounts);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> targets() {
        return List.copyOf(mounts.keySet());
    }

    @Override
    public String description() {
        return "fill the disk of " + processes.words() + " on " + String.join(",", targets()) + " but for " + left
                + " bytes";
    }

    @Override
    public Map<String, Object> intent() {
        return Map.of("disk", Map.of("kind", "fill", "leftBytes", left, "mounts", mounts));
    }

    @Override
    public List<Inverse> inverses() {
        return targets().stream()
                .map(node -> new Inverse(
                        node,
                        DiskSpace.clear(mounts.get(node)),
                        DiskSpace.check(mounts.get(node)),
                        mounts.get(node).stream().map(mount -> "disk " + mount).toList()))
                .toList();
    }

    @Override
    public void inject() {
        onTargets(here -> DiskSpace.fill(left, here));
    }

    @Override
    public Proof awaitActive() {
        return await(environment.limits().active(), left, DiskReading::isFull);
    }

    @Override
    public void recover() {
        onTargets(DiskSpace::clear);
    }

    @Override
    public Proof awaitRecovered() {
        return await(environment.limits().recovered(), 0, reading -> reading.isWritten() && reading.fillerBytes() == 0);
    }

    /** Nothing is left by {@link #recover()}, and if the fault was never injected there is nothing. */
    @Override
    public void cleanup() {
        recover();
    }

    private Proof await(Duration limit, long bytes, Predicate<DiskReading> wanted) {
        return environment.polling().await(limit, () -> {
            Map<String, Object> disks = new TreeMap<>();
            Map<String, String> not = new TreeMap<>();
            environment
                    .nodes()
                    .parallel(
                            targets(),
                            remote -> DiskReading.parse(
                                    remote.requireFast(DiskSpace.read(bytes, mounts.get(remote.node())))
                                            .stdout()))
                    .forEach((node, readings) -> {
                        Map<String, Object> here = new TreeMap<>();
                        readings.forEach((mount, reading) -> {
                            here.put(mount, reading.toJson());
                            if (!wanted.test(reading)) {
                                not.put(node, mount + ": " + reading.outcome());
                            }
                        });
                        disks.put(node, here);
                    });
            return Proof.of(
                    not.isEmpty() ? "" : "what came of writing " + (bytes + 4096) + " bytes: " + not,
                    Map.of("disks", disks));
        });
    }

    private void onTargets(Function<List<String>, Command> command) {
        environment.nodes().parallel(targets(), remote -> remote.requireFast(command.apply(mounts.get(remote.node()))));
    }
}
