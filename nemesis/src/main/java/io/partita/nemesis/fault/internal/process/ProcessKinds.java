package io.partita.nemesis.fault.internal.process;

import io.partita.nemesis.fault.FaultKind;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The faults that strike processes of the system. */
public final class ProcessKinds {

    private ProcessKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return Stream.of(ofTheSystem(), List.of(FreezeKind.usual()), ServerFaults.kinds())
                .<FaultKind>flatMap(List::stream)
                .toList();
    }

    /** Those that strike all that the system has on a node, unless their target says otherwise. */
    private static List<ProcessKind> ofTheSystem() {
        String minority = "the system's processes on a random minority of the nodes";
        String one = "the system's processes on one random node";
        return List.of(
                ProcessKind.ofSystem("kill", minority, Blow.KILL, "minority"),
                ProcessKind.ofSystem("stop", minority, Blow.STOP, "minority"),
                ProcessKind.ofSystem("restart", one, Blow.RESTART, "one"),
                ProcessKind.ofSystem("rolling-restart", "the system's processes on every node", Blow.RESTART, "all")
                        .in(Manner.ROLLING),
                ProcessKind.ofSystem("crash-loop", one, Blow.CRASH_LOOP, "one")
                        .in(new Manner(Manner.Order.AT_ONCE, Duration.ofSeconds(2))),
                ProcessKind.ofSystem("swizzle", minority, Blow.KILL, "minority")
                        .in(Manner.swizzle(Duration.ofSeconds(1))),
                ProcessKind.ofSystem("pause", minority, Blow.PAUSE, "minority"),
                ProcessKind.ofSystem("node-crash", "everything of the system on one random node", Blow.KILL, "one"));
    }
}
