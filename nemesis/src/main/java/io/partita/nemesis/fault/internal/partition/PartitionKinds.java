package io.partita.nemesis.fault.internal.partition;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.shared.Lasting;
import io.partita.nemesis.target.Partitions;
import io.partita.nemesis.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The partitions: by chance alone, of whoever leads, of whoever a target names, and of agents. */
public final class PartitionKinds {

    private PartitionKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return Stream.of(byChance(), ofLeaders(), ofTargets(), ofAgents())
                .<FaultKind>flatMap(List::stream)
                .toList();
    }

    private static List<PartitionKind> byChance() {
        return List.of(
                new PartitionKind(
                        "partition-majorities",
                        "An overlapping ring: every node sees a majority, and no two nodes see the same one.",
                        3,
                        Partitions::majorities),
                new PartitionKind(
                        "partition-majority",
                        "A random minority is cut off from the majority.",
                        3,
                        Partitions::majority),
                new PartitionKind(
                        "partition-halves", "The nodes are cut into two random halves.", 2, Partitions::halves),
                new PartitionKind(
                        "partition-random-node",
                        "One random node is cut off from all others.",
                        2,
                        Partitions::randomNode));
    }

    private static List<LeaderPartitionKind> ofLeaders() {
        return List.of(
                new LeaderPartitionKind("partition-leader", Optional.empty()),
                new LeaderPartitionKind("partition-marathon-leader", Optional.of("marathon")));
    }

    private static List<FaultKind> ofTargets() {
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

    private static List<AgentPartitionKind> ofAgents() {
        return List.of(
                new AgentPartitionKind("partition-agent", Lasting.AS_PLANNED),
                new AgentPartitionKind("agent-blip", Lasting.WITHIN_LOSS_WINDOW),
                new AgentPartitionKind("agent-loss", Lasting.BEYOND_LOSS_WINDOW));
    }

    private static FaultKind kind(String name, String description, String target, PartitionShape shape) {
        return new TargetPartitionKind(name, description, Target.parse(target), shape);
    }
}
