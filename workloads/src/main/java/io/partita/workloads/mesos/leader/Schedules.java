package io.partita.workloads.mesos.leader;

import io.partita.workloads.mesos.api.MachineId;
import io.partita.workloads.mesos.api.MaintenanceWindow;
import java.util.List;

/**
 * Maintenance schedules that can be told apart by a number, and that touch nothing: their only window concerns a machine
 * that does not exist, far in the future.
 */
final class Schedules {

    /** What stands for a window that is none of ours. */
    static final long FOREIGN = -1;

    private static final MachineId MACHINE = new MachineId("partita-no-such-machine", "192.0.2.1");
    private static final long SECOND = 1_000_000_000L;
    /** The first day of 2100. */
    private static final long FIRST = 4_102_444_800L;

    private Schedules() {}

    /** The schedule with the number {@code number}. */
    static List<MaintenanceWindow> of(long number) {
        return List.of(new MaintenanceWindow(List.of(MACHINE), (FIRST + number) * SECOND, 3600 * SECOND));
    }

    /** The number of every window. */
    static List<Long> numbers(List<MaintenanceWindow> windows) {
        return windows.stream()
                .map(window ->
                        window.machines().equals(List.of(MACHINE)) ? window.startNanos() / SECOND - FIRST : FOREIGN)
                .toList();
    }
}
