package io.partita.nemesis.fault.internal.disk;

import io.partita.nemesis.fault.FaultKind;
import java.util.List;

/** The faults that strike the disks of nodes and the files of a system's data on them. */
public final class DiskKinds {

    private DiskKinds() {}

    /** All of them, in the order in which they are listed. */
    public static List<FaultKind> all() {
        return List.of(
                DiskFillKind.usual(),
                HostDiskKind.of(HostDiskKind.Type.SLOW),
                HostDiskKind.of(HostDiskKind.Type.READ_ONLY),
                FileKind.of(FileKind.Form.CUT),
                FileKind.of(FileKind.Form.FLIP));
    }
}
