package io.partita.nemesis.fault.internal.node;

import io.partita.nemesis.fault.FaultKind;
import java.util.List;

/** The faults that the machine which carries the nodes makes. */
public final class HostKinds {

    private HostKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.of(
                HostKind.of("reboot", HostKind.Type.REBOOT),
                HostKind.of("power-off", HostKind.Type.POWER_OFF),
                HostKind.of("freeze-node", HostKind.Type.FREEZE),
                HostKind.of("cpu-pressure", HostKind.Type.CPU),
                HostKind.of("memory-pressure", HostKind.Type.MEMORY));
    }
}
