package io.partita.nemesis.fault.internal;

import io.partita.nemesis.fault.FaultKind;
import io.partita.nemesis.fault.internal.clock.ClockKinds;
import io.partita.nemesis.fault.internal.disk.DiskKinds;
import io.partita.nemesis.fault.internal.link.LinkKinds;
import io.partita.nemesis.fault.internal.membership.MembershipKinds;
import io.partita.nemesis.fault.internal.node.HostKinds;
import io.partita.nemesis.fault.internal.partition.PartitionKinds;
import io.partita.nemesis.fault.internal.process.ProcessKinds;
import io.partita.nemesis.fault.internal.traffic.TrafficKinds;
import java.util.List;
import java.util.stream.Stream;

/** The kinds of fault that come with the program. */
public final class BuiltIn {

    private BuiltIn() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> kinds() {
        return Stream.of(
                        List.of(new NoFault()),
                        PartitionKinds.all(),
                        LinkKinds.all(),
                        TrafficKinds.all(),
                        ProcessKinds.all(),
                        HostKinds.all(),
                        MembershipKinds.all(),
                        ClockKinds.all(),
                        DiskKinds.all())
                .<FaultKind>flatMap(List::stream)
                .toList();
    }
}
