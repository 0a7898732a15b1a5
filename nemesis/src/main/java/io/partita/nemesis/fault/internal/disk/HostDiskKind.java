package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.node.Carried;
import io.partita.nemesis.fault.internal.node.Deed;
import io.partita.nemesis.fault.internal.node.HostFault;
import io.partita.nemesis.fault.internal.node.HostSupport;
import io.partita.nemesis.fault.internal.shared.DataScene;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.fault.internal.shared.Whose;
import io.partita.nemesis.node.DiskReading;
import io.partita.nemesis.node.DiskSpace;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.cluster.NodeDisks;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * What the machine that carries the nodes does to the disk of some of them.
 *
 * @param name the fault's name
 * @param type what it does
 * @param target on which nodes
 * @param rate how many bytes a second a slow disk takes in
 */
record HostDiskKind(String name, Type type, Target target, long rate) implements FaultKind {

    private static final Parameter RATE = new Parameter("rate", "1m", "bytes a second, 64k to 1g");

    /** What a fault of this kind does. */
    enum Type {
        SLOW(
                "disk-slow",
                "The disk of the system on one random node takes in few bytes a second; syncing waits.",
                NodeHost.Means.DISK_SPEED),
        READ_ONLY(
                "disk-readonly",
                "On the disk of the system on one random node no file can be opened for writing, made or removed.",
                NodeHost.Means.DISK_WRITING);

        private final String word;
        private final String sentence;
        private final NodeHost.Means means;

        Type(String word, String sentence, NodeHost.Means means) {
            this.word = word;
            this.sentence = sentence;
            this.means = means;
        }
    }

    /** The kind of {@code type} on one random node. */
    static HostDiskKind of(Type type) {
        return new HostDiskKind(type.word, type, Target.parse("one"), 1 << 20);
    }

    @Override
    public String description() {
        return type.sentence;
    }

    @Override
    public String needs() {
        return "nodes on this machine (LXC) with disks of their own, a system that says where its data are";
    }

    @Override
    public Set<Provision> provisions() {
        return Set.of(Provision.DISK);
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(target.toString());
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return DataScene.suits(new Whose(Optional.empty(), target), system, needs());
    }

    @Override
    public Availability availability(Environment environment) {
        if (suits(environment.system()) instanceof Availability.Unavailable no) {
            return no;
        }
        return HostSupport.of(environment, Optional.of(type.means)) instanceof Availability.Unavailable no
                ? no
                : onDisks(environment);
    }

    /** Whether the system's data are where the fault strikes. */
    private static Availability onDisks(Environment environment) {
        Processes all = Processes.all(environment.system());
        for (Map.Entry<String, List<String>> node : DataScene.directories(
                        all, environment, environment.nodes().names())
                .entrySet()) {
            String facts = environment
                    .nodes()
                    .on(node.getKey())
                    .requireFast(DiskSpace.facts(node.getValue()))
                    .stdout();
            if (!DiskReading.mounts(facts).equals(List.of(NodeDisks.DIRECTORY))) {
                return Availability.no(node.getKey() + ": the data of " + environment.systemName() + " in "
                        + String.join(", ", node.getValue()) + " are not on " + NodeDisks.DIRECTORY
                        + ", the node's own disk");
            }
        }
        return Availability.YES;
    }

    @Override
    public Fault create(Environment environment, Random random) {
        NodeHost host = environment
                .host()
                .orElseThrow(() -> new FaultException(name + ": the machine that carries the nodes is not known"));
        List<String> objects = type == Type.SLOW ? DiskSlow.OBJECTS : writing(environment);
        List<String> targets = TargetScene.choose(target, environment, objects, random);
        try {
            var nodes = new Carried(environment, host, targets);
            Deed deed = type == Type.SLOW ? new DiskSlow(rate, nodes) : new DiskReadOnly(nodes, objects);
            return new HostFault(name, nodes, deed);
        } catch (RemoteException e) {
            throw new FaultException(name + ": " + e.getMessage(), e);
        }
    }

    /** Where nothing can be written, no fault that writes can be made or healed. */
    private static List<String> writing(Environment environment) {
        List<String> objects = new ArrayList<>(DiskSlow.OBJECTS);
        objects.addAll(Processes.all(environment.system()).owning("data").objects());
        return objects;
    }

    @Override
    public List<Parameter> parameters() {
        return type == Type.SLOW ? List.of(RATE) : List.of();
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        Arguments arguments = Arguments.of(order, parameters());
        long wanted = type == Type.SLOW ? arguments.bytes(RATE.name(), 64 << 10, 1L << 30) : rate;
        return new HostDiskKind(order.toString(), type, order.target().orElse(target), wanted);
    }
}
