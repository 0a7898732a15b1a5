package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.target.Partitions;
import java.util.List;
import java.util.Random;

/** How a partition looks whose place a target says. */
enum PartitionShape {
    /** The target against all others. */
    APART(2, 0) {
        @Override
        Partitions.Shape of(List<String> target, List<String> nodes, Random random) {
            return Partitions.apart(target, nodes);
        }
    },
    /** The two nodes of the target do not see each other; all others see both. */
    PAIR(3, 2) {
        @Override
        Partitions.Shape of(List<String> target, List<String> nodes, Random random) {
            return Partitions.pair(target.get(0), target.get(1), nodes);
        }
    },
    /** Two random halves that do not see each other; the one node of the target sees both. */
    BRIDGE(3, 1) {
        @Override
        Partitions.Shape of(List<String> target, List<String> nodes, Random random) {
            return Partitions.bridge(target.get(0), nodes, random);
        }
    },
    /** What the target sends does not arrive at the others. */
    OUTBOUND(2, 0) {
        @Override
        Partitions.Shape of(List<String> target, List<String> nodes, Random random) {
            return Partitions.outbound(target, nodes);
        }
    },
    /** What the others send does not arrive at the target. */
    INBOUND(2, 0) {
        @Override
        Partitions.Shape of(List<String> target, List<String> nodes, Random random) {
            return Partitions.inbound(target, nodes);
        }
    };

    private final int leastNodes;
    private final int targets;

    PartitionShape(int leastNodes, int targets) {
        this.leastNodes = leastNodes;
        this.targets = targets;
    }

    /** How many nodes a cluster must have for it. */
    int leastNodes() {
        return leastNodes;
    }

    /** How many nodes the target must have; 0 for any number that leaves others. */
    int targets() {
        return targets;
    }

    /** The links that are cut if {@code target} are the nodes of the target. */
    abstract Partitions.Shape of(List<String> target, List<String> nodes, Random random);
}
