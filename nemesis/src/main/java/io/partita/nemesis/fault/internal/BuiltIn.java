package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.target.Partitions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The kinds of fault that come with the program. */
public final class BuiltIn {

    private BuiltIn() {}

    public static List<FaultKind> kinds() {
        return Stream.of(
                        List.of(new NoFault()),
                        partitions(),
                        PartitionKinds.all(),
                        agents(),
                        LinkKinds.all(),
                        TrafficKinds.all(),
                        ProcessKinds.all(),
                        HostKinds.all(),
                        List.of(MembershipKind.one(), MaintenanceKind.one()),
                        ServerFaults.kinds(),
                        ClockKind.kinds(),
                        disks())
                .<FaultKind>flatMap(List::stream)
                .toList();
    }

    private static List<FaultKind> partitions() {
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
                        Partitions::randomNode),
                new LeaderPartitionKind("partition-leader", Optional.empty()),
                new LeaderPartitionKind("partition-marathon-leader", Optional.of("marathon")));
    }

    private static List<FaultKind> agents() {
        return List.of(
                new AgentPartitionKind("partition-agent", Lasting.AS_PLANNED),
                new AgentPartitionKind("agent-blip", Lasting.WITHIN_LOSS_WINDOW),
                new AgentPartitionKind("agent-loss", Lasting.BEYOND_LOSS_WINDOW));
    }

    private static List<FaultKind> disks() {
        return List.of(
                DiskFillKind.usual(),
                HostDiskKind.of(HostDiskKind.Type.SLOW),
                HostDiskKind.of(HostDiskKind.Type.READ_ONLY),
                FileKind.of(FileKind.Form.CUT),
                FileKind.of(FileKind.Form.FLIP));
    }
}
