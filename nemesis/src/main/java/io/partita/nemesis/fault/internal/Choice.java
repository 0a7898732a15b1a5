package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultException;
import io.partita.nemesis.target.Partitions;
import io.partita.provisioning.system.HasLeader;
import java.util.List;
import java.util.Random;

/** On which of the nodes that have some processes these are struck. */
enum Choice {
    /** Where they lead at the moment of injection. */
    LEADERS,
    /** On one random node. */
    ONE,
    /** On a random minority that is not empty. */
    MINORITY,
    /** On a random majority, no larger than it must be. */
    MAJORITY,
    /** Everywhere. */
    ALL;

    /** @throws FaultException if there is nobody to choose */
    List<String> of(Environment environment, Processes processes, Random random) {
        List<String> nodes = processes.on(environment.nodes());
        if (nodes.isEmpty()) {
            throw new FaultException("no node has a " + processes.words());
        }
        return switch (this) {
            case LEADERS ->
                Leaders.await(
                        environment,
                        processes
                                .as(HasLeader.class)
                                .orElseThrow(() -> new FaultException(processes.words() + " does not say who leads")),
                        processes.words());
            case ONE -> Partitions.randomOf(nodes, 1, random);
            case MINORITY -> Partitions.randomMinority(nodes, random);
            case MAJORITY -> Partitions.randomOf(nodes, nodes.size() / 2 + 1, random);
            case ALL -> nodes;
        };
    }
}
