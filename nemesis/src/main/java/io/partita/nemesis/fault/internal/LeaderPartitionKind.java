package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.system.HasLeader;
import java.util.List;
import java.util.Random;

/** Cuts whoever leads at the moment of injection off from all others. */
final class LeaderPartitionKind implements FaultKind {

    @Override
    public String name() {
        return "partition-leader";
    }

    @Override
    public String description() {
        return "The node that leads at the moment of injection is cut off from all others.";
    }

    @Override
    public String needs() {
        return "a system with a leader, 3 nodes with iptables and bash, root";
    }

    @Override
    public Availability availability(Environment environment) {
        if (environment.systemAs(HasLeader.class).isEmpty()) {
            return Availability.no(environment.systemName() + " does not say who leads; choose another partition");
        }
        return PartitionFault.availability(environment, 3);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> nodes = environment.nodes().names();
        List<String> leaders = awaitLeaders(environment);
        if (leaders.containsAll(nodes)) {
            throw new FaultException("every node says that it leads: there is nobody to cut them off from");
        }
        return PartitionFault.of(name(), environment, Partitions.apart(leaders, nodes));
    }

    /** An election may be under way: gives it as much time as a fault has to become active. */
    private static List<String> awaitLeaders(Environment environment) {
        HasLeader system = environment
                .systemAs(HasLeader.class)
                .orElseThrow(() -> new FaultException(environment.systemName() + " does not say who leads"));
        long deadline =
                environment.clock().millis() + environment.limits().active().toMillis();
        while (true) {
            List<String> leaders = system.leaders(environment.nodes());
            if (!leaders.isEmpty()) {
                return leaders;
            }
            if (environment.clock().millis() >= deadline
                    || Thread.currentThread().isInterrupted()) {
                throw new FaultException("no node of " + environment.systemName() + " led within "
                        + environment.limits().active().toMillis() + " ms, so no leader was cut off");
            }
            environment.clock().sleep(environment.limits().poll());
        }
    }
}
