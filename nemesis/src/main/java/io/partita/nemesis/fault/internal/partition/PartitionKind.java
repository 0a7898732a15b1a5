package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.Fault;
import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.shared.FirewallSupport;
import io.partita.nemesis.target.Partitions;
import java.util.List;
import java.util.Random;

/** A partition whose shape depends on chance alone. */
final class PartitionKind implements FaultKind {

    /** Makes a shape of nodes and random numbers. */
    interface Shaper {
        Partitions.Shape shape(List<String> nodes, Random random);
    }

    private final String name;
    private final String description;
    private final int leastNodes;
    private final Shaper shaper;

    PartitionKind(String name, String description, int leastNodes, Shaper shaper) {
        this.name = name;
        this.description = description;
        this.leastNodes = leastNodes;
        this.shaper = shaper;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public int leastNodes() {
        return leastNodes;
    }

    @Override
    public boolean inSwarm() {
        return true;
    }

    @Override
    public String needs() {
        return leastNodes + " nodes with iptables and bash, root";
    }

    @Override
    public Availability availability(Environment environment) {
        return FirewallSupport.of(environment, leastNodes);
    }

    @Override
    public Fault create(Environment environment, Random random) {
        return PartitionFault.of(
                name, environment, shaper.shape(environment.nodes().names(), random));
    }
}
