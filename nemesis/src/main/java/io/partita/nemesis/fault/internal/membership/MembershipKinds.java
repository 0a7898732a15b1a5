package io.partita.nemesis.fault.internal.membership;

import io.partita.nemesis.fault.FaultKind;
import java.util.List;

/** The faults that change who belongs to a cluster, as an operator does. */
public final class MembershipKinds {

    private MembershipKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.of(MembershipKind.one(), MaintenanceKind.one());
    }
}
