package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.fault.internal.shared.Leaders;
import io.partita.nemesis.fault.internal.shared.Processes;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.system.HasLeader;
import io.partita.provisioning.system.SystemUnderTest;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Cuts whoever leads at the moment of injection off from all others.
 *
 * @param name the fault's name
 * @param group among which servers the leader is looked for; empty for the leader of the system as a whole
 */
record LeaderPartitionKind(String name, Optional<String> group) implements FaultKind {

    private static final int LEAST_NODES = 3;

    @Override
    public String description() {
        return "The node " + group.map(label -> "whose " + label).orElse("that")
                + " leads at the moment of injection is cut off from all others.";
    }

    @Override
    public int leastNodes() {
        return LEAST_NODES;
    }

    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public String needs() {
        return "a system with a " + group.map(label -> "leading " + label).orElse("leader") + ", " + LEAST_NODES
                + " nodes with iptables and bash, root";
    }

    @Override
    public Availability suits(SystemUnderTest system) {
        if (electorate(system).isPresent()) {
            return Availability.YES;
        }
        String who = system == null ? "no system" : system.name();
        return Availability.no(
                group.map(label -> who + " has no servers called " + label).orElse(who + " does not say who leads")
                        + "; choose another partition");
    }

    @Override
    public Availability availability(Environment environment) {
        return suits(environment.system()) instanceof Availability.Unavailable no
                ? no
                : FirewallSupport.of(environment, LEAST_NODES);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        List<String> nodes = environment.nodes().names();
        HasLeader electorate = electorate(environment.system())
                .orElseThrow(() -> new FaultException(environment.systemName() + " does not say who leads"));
        String words = group.map(label -> label + " of ").orElse("") + environment.systemName();
        List<String> leaders = Leaders.await(environment, electorate, words);
        if (leaders.containsAll(nodes)) {
            throw new FaultException("every node says that it leads: there is nobody to cut them off from");
        }
        return PartitionFault.of(name, environment, Partitions.apart(leaders, nodes));
    }

    private Optional<HasLeader> electorate(SystemUnderTest system) {
        return group.isEmpty()
                ? Optional.ofNullable(system)
                        .filter(HasLeader.class::isInstance)
                        .map(HasLeader.class::cast)
                : Processes.group(system, group.get()).flatMap(servers -> servers.as(HasLeader.class));
    }
}
