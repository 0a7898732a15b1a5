package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.target.Target;
import java.util.List;

/** The partitions whose place a target says, with their usual targets. */
final class PartitionKinds {

    private PartitionKinds() {}

    /** All of them, in the order in which they are listed. */
    static List<FaultKind> all() {
        return List.of(
                kind(
                        "partition",
                        "The nodes of the target are cut off from all others.",
                        "minority",
                        PartitionShape.APART),
                kind(
                        "partition-minority-third",
                        "A random third of the nodes, and at least one, is cut off from the rest.",
                        "minority-third",
                        PartitionShape.APART),
                kind(
                        "partition-bridge",
                        "Two random halves do not see each other; one node, the target, sees both.",
                        "one",
                        PartitionShape.BRIDGE),
                kind(
                        "partition-pair",
                        "Two nodes, the target, do not see each other; all others see both.",
                        "random(2)",
                        PartitionShape.PAIR),
                kind(
                        "partition-one-way",
                        "What the target sends does not arrive at the others, or the reverse.",
                        "one",
                        PartitionShape.OUTBOUND),
                new RolePartitionKind());
    }

    private static FaultKind kind(String name, String description, String target, PartitionShape shape) {
        return new TargetPartitionKind(name, description, Target.parse(target), shape);
    }
}
