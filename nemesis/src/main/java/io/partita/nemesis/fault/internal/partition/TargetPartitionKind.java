package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Arguments;
import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.Parameter;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.fault.internal.shared.TargetScene;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.target.Target;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A partition whose place a target says.
 *
 * @param name the fault's name
 * @param description what it does, in one sentence
 * @param target on whom
 * @param shape what is cut there
 */
record TargetPartitionKind(String name, String description, Target target, PartitionShape shape) implements FaultKind {

    private static final Parameter DIRECTION = new Parameter(
            "direction",
            "out",
            "out: what the target sends is dropped by the others; in: what they send is by the target");

    @Override
    public int leastNodes() {
        return shape.leastNodes();
    }

    @Override
    public Optional<String> usualTarget() {
        return Optional.of(target.toString());
    }

    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public String needs() {
        return shape.leastNodes() + " nodes with iptables and bash, root";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return TargetScene.suits(target, system);
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : FirewallSupport.of(environment, shape.leastNodes());
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> nodes = environment.nodes().names();
        List<String> chosen = TargetScene.choose(target, environment, List.of(Firewall.OBJECT), random);
        if (shape.targets() > 0 && chosen.size() != shape.targets()) {
            throw new FaultException(name + " needs a target of exactly " + shape.targets() + " nodes; \"" + target
                    + "\" is now " + chosen);
        }
        if (chosen.size() == nodes.size()) {
            throw new FaultException("every node is \"" + target + "\" now: there is nobody to cut them off from");
        }
        return PartitionFault.of(name, environment, shape.of(chosen, nodes, random));
    }

    @Override
    public List<Parameter> parameters() {
        return isOneWay() ? List.of(DIRECTION) : List.of();
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        Arguments arguments = Arguments.of(order, parameters());
        return new TargetPartitionKind(
                order.toString(), description, order.target().orElse(target), shape(arguments));
    }

    private PartitionShape shape(Arguments arguments) {
        if (!isOneWay()) {
            return shape;
        }
        return arguments.oneOf(DIRECTION.name(), List.of("in", "out")).equals("in")
                ? PartitionShape.INBOUND
                : PartitionShape.OUTBOUND;
    }

    private boolean isOneWay() {
        return shape == PartitionShape.OUTBOUND || shape == PartitionShape.INBOUND;
    }
}
