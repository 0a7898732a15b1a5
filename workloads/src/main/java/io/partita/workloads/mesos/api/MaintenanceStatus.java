package io.partita.workloads.mesos.api;

import java.util.List;

/**
 * Which machines are about to be taken away, and which are. Immutable.
 *
 * @param draining scheduled, still up
 * @param down taken away
 */
public record MaintenanceStatus(List<MachineId> draining, List<MachineId> down) {

    public MaintenanceStatus {
        draining = List.copyOf(draining);
        down = List.copyOf(down);
    }

    static MaintenanceStatus read(Fields json) throws Fields.WrongShapeException {
        json.requireObject();
        return new MaintenanceStatus(
                json.listOrEmpty("draining_machines", each -> MachineId.read(each.object("id"))),
                json.listOrEmpty("down_machines", MachineId::read));
    }
}
