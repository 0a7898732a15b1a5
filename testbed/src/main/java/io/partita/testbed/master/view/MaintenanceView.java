package io.partita.testbed.master.view;

import io.partita.testbed.master.registry.MachineId;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.Window;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.view.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Planned maintenance, to and from JSON. */
public final class MaintenanceView {

    private MaintenanceView() {}

    public static ObjectNode schedule(Registry registry) {
        ObjectNode json = Json.object();
        Json.some(json, "windows", registry.schedule(), window -> {
            ObjectNode entry = Json.object();
            Json.list(entry, "machine_ids", window.machines(), MaintenanceView::machine);
            entry.set("unavailability", unavailability(window.unavailability()));
            return entry;
        });
        return json;
    }

    public static ObjectNode status(Registry registry) {
        ObjectNode json = Json.object();
        List<MachineId> draining = registry.scheduled()
                .filter(machine -> !registry.down().contains(machine))
                .toList();
        Json.some(json, "draining_machines", draining, machine -> {
            ObjectNode entry = Json.object();
            entry.set("id", machine(machine));
            return entry;
        });
        Json.some(json, "down_machines", registry.down(), MaintenanceView::machine);
        return json;
    }

    /** @throws IllegalArgumentException if {@code json} is no schedule; the message says why */
    public static List<Window> readSchedule(JsonNode json) {
        List<Window> windows = new ArrayList<>();
        if (!json.isObject()) {
            throw new IllegalArgumentException("Expecting a JSON object");
        }
        for (JsonNode window : json.path("windows")) {
            JsonNode unavailability = window.path("unavailability");
            JsonNode start = unavailability.path("start").path("nanoseconds");
            if (!start.isIntegralNumber()) {
                throw new IllegalArgumentException("Missing required fields: windows.unavailability.start.nanoseconds");
            }
            JsonNode duration = unavailability.path("duration").path("nanoseconds");
            windows.add(new Window(
                    readMachines(window.path("machine_ids")),
                    new Unavailability(start.asLong(), duration.isIntegralNumber() ? duration.asLong() : null)));
        }
        return windows;
    }

    /** @throws IllegalArgumentException if {@code json} is no list of machines */
    public static List<MachineId> readMachines(JsonNode json) {
        if (!json.isArray()) {
            throw new IllegalArgumentException("Expecting a list of machines");
        }
        List<MachineId> machines = new ArrayList<>();
        for (JsonNode machine : json) {
            machines.add(new MachineId(
                    machine.path("hostname").asString(""), machine.path("ip").asString("")));
        }
        return machines;
    }

    static ObjectNode machine(MachineId machine) {
        ObjectNode json = Json.object();
        if (!machine.hostname().isEmpty()) {
            json.put("hostname", machine.hostname());
        }
        if (!machine.ip().isEmpty()) {
            json.put("ip", machine.ip());
        }
        return json;
    }

    static ObjectNode unavailability(Unavailability unavailability) {
        ObjectNode json = Json.object();
        json.putObject("start").put("nanoseconds", unavailability.start());
        if (unavailability.duration() != null) {
            json.putObject("duration").put("nanoseconds", unavailability.duration());
        }
        return json;
    }
}
