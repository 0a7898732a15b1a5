package io.partita.testbed.master.view;

import io.partita.testbed.master.registry.MachineId;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Offer.Unavailability;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The registry as it can be read. */
final class RegistryView {

    private RegistryView() {}

    /** @param master who wrote it; null if nobody did */
    static ObjectNode json(Registry registry, ObjectNode master) {
        ObjectNode json = Json.object();
        if (master != null) {
            json.putObject("master").set("info", master);
        }
        Json.some(json.putObject("slaves"), "slaves", registry.agents().values(), RegistryView::admitted);
        times(json, "unreachable", registry.unreachable());
        times(json, "gone", registry.gone());
        if (!registry.schedule().isEmpty()) {
            Json.list(
                    json.putObject("machines"),
                    "machines",
                    registry.scheduled().toList(),
                    machine -> machine(
                            machine,
                            registry.down().contains(machine),
                            registry.unavailability(machine).orElseThrow()));
            json.set("schedules", Json.array().add(MaintenanceView.schedule(registry)));
        }
        return json;
    }

    private static ObjectNode admitted(AgentInfo agent) {
        ObjectNode info = Json.object();
        AgentView.attributes(info, agent.attributes());
        info.put("checkpoint", true);
        info.put("hostname", agent.hostname());
        info.set("id", Json.value(agent.id()));
        info.put("port", agent.address().port());
        info.set("resources", ResourcesView.full(agent.resources(), ResourcesView.Detail.ROLE));
        ObjectNode json = Json.object();
        json.set("info", info);
        return json;
    }

    private static void times(ObjectNode json, String name, Map<String, Long> since) {
        if (!since.isEmpty()) {
            Json.list(json.putObject(name), "slaves", since.entrySet(), entry -> {
                ObjectNode slave = Json.object();
                slave.set("id", Json.value(entry.getKey()));
                slave.putObject("timestamp").put("nanoseconds", entry.getValue());
                return slave;
            });
        }
    }

    private static ObjectNode machine(MachineId machine, boolean down, Unavailability unavailability) {
        ObjectNode json = Json.object();
        ObjectNode info = json.putObject("info");
        info.set("id", MaintenanceView.machine(machine));
        info.put("mode", down ? "DOWN" : "DRAINING");
        info.set("unavailability", MaintenanceView.unavailability(unavailability));
        return json;
    }
}
