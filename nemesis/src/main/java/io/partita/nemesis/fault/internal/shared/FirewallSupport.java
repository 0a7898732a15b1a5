package io.partita.nemesis.fault.internal.shared;

import io.partita.nemesis.fault.Availability;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.node.NodeFacts;

/** Finds out whether nodes can have a firewall chain of ours. */
public final class FirewallSupport {

    private FirewallSupport() {}

    /** Whether there are so many nodes, and each has what a partition needs; only reads. */
    public static Availability of(Environment environment, int leastNodes) {
        int count = environment.nodes().names().size();
        if (count < leastNodes) {
            return Availability.no("it needs " + leastNodes + " nodes, the cluster has " + count);
        }
        for (var fact : NodeFacts.read(environment.nodes()).entrySet()) {
            if (!fact.getValue().missing().isEmpty()) {
                return Availability.no(fact.getKey() + ": " + fact.getValue().missing());
            }
        }
        return Availability.YES;
    }
}
