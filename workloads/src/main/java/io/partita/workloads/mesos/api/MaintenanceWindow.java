package io.partita.workloads.mesos.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When machines will not be available. Immutable.
 *
 * @param startNanos since 1970
 * @param durationNanos or {@code null}: for ever
 */
public record MaintenanceWindow(List<MachineId> machines, long startNanos, Long durationNanos) {

    public MaintenanceWindow {
        machines = List.copyOf(machines);
    }

    Map<String, Object> toJson() {
        Map<String, Object> unavailability = new LinkedHashMap<>();
        unavailability.put("start", Map.of("nanoseconds", startNanos));
        if (durationNanos != null) {
            unavailability.put("duration", Map.of("nanoseconds", durationNanos));
        }
        return Map.of(
                "machine_ids", machines.stream().map(MachineId::toJson).toList(), "unavailability", unavailability);
    }

    static MaintenanceWindow read(Fields json) throws Fields.WrongShapeException {
        Fields unavailability = json.object("unavailability");
        return new MaintenanceWindow(
                json.listOrEmpty("machine_ids", MachineId::read),
                unavailability.object("start").wholeLong("nanoseconds"),
                unavailability.has("duration")
                        ? Long.valueOf(unavailability.object("duration").wholeLong("nanoseconds"))
                        : null);
    }

    static List<MaintenanceWindow> readAll(Fields json) throws Fields.WrongShapeException {
        json.requireObject();
        return json.listOrEmpty("windows", MaintenanceWindow::read);
    }
}
