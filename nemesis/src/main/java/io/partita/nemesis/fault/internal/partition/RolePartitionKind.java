package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.FaultOrder;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasRoles;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Random;

/** Cuts all nodes with servers of a role off from all others: a random role, or the target that is asked for. */
record RolePartitionKind() implements FaultKind {

    private static final int LEAST_NODES = 2;

    @Override
    public String name() {
        return "partition-role";
    }

    @Override
    public String description() {
        return "The nodes of a role, or of a region given as the target, are cut off from all others;"
                + " without a target a random role that some nodes have and others have not.";
    }

    @Override
    public int leastNodes() {
        return LEAST_NODES;
    }

    @Override
    public String needs() {
        return "a system with roles, " + LEAST_NODES + " nodes with iptables and bash, root";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        return system instanceof HasRoles
                ? Availability.YES
                : Availability.no((system == null ? "no system" : system.name())
                        + " has no roles; say which nodes, as in partition-role(n1,n2)");
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : FirewallSupport.of(environment, LEAST_NODES);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        Nodes nodes = environment.nodes();
        HasRoles system = environment
                .systemAs(HasRoles.class)
                .orElseThrow(() -> new FaultException(environment.systemName() + " has no roles"));
        List<List<String>> regions = system.groups().stream()
                .map(group -> group.on(nodes))
                .filter(on -> !on.isEmpty() && !on.containsAll(nodes.names()))
                .toList();
        if (regions.isEmpty()) {
            throw new FaultException(
                    "every role of " + environment.systemName() + " is on every node: there is nobody to cut off;"
                            + " say which nodes, as in partition-role(n1,n2)");
        }
        return PartitionFault.of(
                name(), environment, Partitions.apart(regions.get(random.nextInt(regions.size())), nodes.names()));
    }

    @Override
    public FaultKind ordered(FaultOrder order) {
        return order.target().isEmpty()
                ? FaultKind.super.ordered(order)
                : new TargetPartitionKind(name(), description(), order.target().get(), PartitionShape.APART)
                        .ordered(order);
    }
}
