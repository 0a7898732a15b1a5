package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.target.Partitions;
import java.util.List;

/** The kinds of fault that come with the program. */
public final class BuiltIn {

    private BuiltIn() {}

    public static List<FaultKind> kinds() {
        return List.of(
                new NoFault(),
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
                new LeaderPartitionKind(),
                new ProcessKind(ProcessKind.Blow.KILL),
                new ProcessKind(ProcessKind.Blow.PAUSE));
    }
}
