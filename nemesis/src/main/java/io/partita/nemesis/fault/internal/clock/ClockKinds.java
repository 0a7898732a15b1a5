package io.partita.nemesis.fault.internal.clock;

import io.partita.nemesis.fault.FaultKind;
import java.util.List;

/** The faults that make clocks of processes wrong. */
public final class ClockKinds {

    private ClockKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.copyOf(ClockKind.kinds());
    }
}
