package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.host.NodeHost;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.system.Revivable;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;

/**
 * A fault that the machine which carries the nodes makes.
 *
 * @param name the fault's name
 * @param type what it does
 * @param target to which nodes
 * @param share of what, where its type has one: from 0 to 1
 */
record HostKind(String name, Type type, Target target, double share) implements FaultKind {

    /** What a fault of this kind does. */
    enum Type {
        REBOOT(
                "One random node loses its power and gets it back at once; its processes are started when the fault ends."),
        POWER_OFF("One random node loses its power until the fault ends; then it and its processes are started."),
        FREEZE("Everything on one random node stands still until the fault ends."),
        CPU("One random node gets a small share of one core."),
        MEMORY("One random node has to do with less memory than it uses: what its kernel keeps of files goes first.");

        private final String sentence;

        Type(String sentence) {
            this.sentence = sentence;
        }

        private Optional<NodeHost.Means> means() {
            return switch (this) {
                case REBOOT, POWER_OFF -> Optional.empty();
                case FREEZE -> Optional.of(NodeHost.Means.FREEZE);
                case CPU -> Optional.of(NodeHost.Means.CPU);
                case MEMORY -> Optional.of(NodeHost.Means.MEMORY);
            };
        }

        /** Whether processes may end by it, so that somebody has to start them again. */
        private boolean ends() {
            return this == REBOOT || this == POWER_OFF || this == MEMORY;
        }
    }

    private static final String SHARE = "share";

    /** The kind of {@code type} on one random node. */
    static HostKind of(String name, Type type) {
        return new HostKind(name, type, Target.parse("one"), type == Type.MEMORY ? 0.9 : 0.2);
    }

    @Override
    public String description() {
        return type.sentence;
    }

    @Override
    public String needs() {
        return "nodes on this machine (LXC)"
                + type.means()
                        .map(means -> " with control groups for " + means.name().toLowerCase(Locale.ROOT))
                        .orElse("")
                + (type.ends() ? ", a system that can be revived" : "");
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        if (type.ends() && system != null && !(system instanceof Revivable)) {
            return Availability.no(system.name()
                    + " does not say which command brings it back, so it would not run when the fault is over; let it"
                    + " implement " + Revivable.class.getSimpleName());
        }
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : HostSupport.of(environment, type.means());
    }

    @Override
    public Fault create(Environment environment, Random random) {
        NodeHost host = environment
                .host()
                .orElseThrow(() -> new FaultException(name + ": the machine that carries the nodes is not known"));
        List<String> objects = switch (type) {
            case REBOOT, POWER_OFF, FREEZE -> Power.OBJECTS;
            case CPU -> CpuPressure.OBJECTS;
            case MEMORY -> MemoryPressure.OBJECTS;
        };
        List<String> targets = TargetScene.choose(target, environment, objects, random);
        try {
            var nodes = new Carried(environment, host, targets);
            return new HostFault(name, nodes, deed(nodes));
        } catch (RemoteException e) {
            throw new FaultException(name + ": " + e.getMessage(), e);
        }
    }

    private Deed deed(Carried nodes) {
        return switch (type) {
            case REBOOT -> new Power(Power.Act.REBOOT, nodes);
            case POWER_OFF -> new Power(Power.Act.POWER_OFF, nodes);
            case FREEZE -> new Power(Power.Act.FREEZE, nodes);
            case CPU -> new CpuPressure(share, nodes);
            case MEMORY -> new MemoryPressure(share, nodes);
        };
    }

    @Override
    public List<Parameter> parameters() {
        return switch (type) {
            case REBOOT, POWER_OFF, FREEZE -> List.of();
            case CPU ->
                List.of(new Parameter(SHARE, "20%", "of one core, all that runs on the node together; 1% to 100%"));
            case MEMORY -> List.of(new Parameter(SHARE, "90%", "of what the node uses now; 10% to 99%"));
        };
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        if (order.isPlain()) {
            return this;
        }
        Arguments arguments = Arguments.of(order, parameters());
        double wanted = switch (type) {
            case REBOOT, POWER_OFF, FREEZE -> share;
            case CPU -> arguments.share(SHARE, 0.01, 1);
            case MEMORY -> arguments.share(SHARE, 0.1, 0.99);
        };
        return new HostKind(order.toString(), type, order.target().orElse(target), wanted);
    }
}
