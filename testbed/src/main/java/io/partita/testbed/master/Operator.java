package io.partita.testbed.master;

import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.registry.MachineId;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.Window;
import io.partita.testbed.master.view.MaintenanceView;
import io.partita.testbed.master.view.OperatorView;
import io.partita.testbed.master.view.Snapshot;
import io.partita.testbed.runtime.HttpService.Request;
import io.partita.testbed.runtime.HttpService.Responder;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.view.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What operators tell the leader to do, over the old endpoints and the operator API. */
final class Operator {

    private final Context context;
    private final Supplier<Leadership> leadership;
    private final Supplier<Snapshot> snapshot;
    private final Supplier<Map<String, Double>> metrics;

    /** @param leadership null until the registry is taken over */
    Operator(
            Context context,
            Supplier<Leadership> leadership,
            Supplier<Snapshot> snapshot,
            Supplier<Map<String, Double>> metrics) {
        this.context = context;
        this.leadership = leadership;
        this.snapshot = snapshot;
        this.metrics = metrics;
    }

    void schedule(Request request, Responder responder) {
        if (request.method().equals("GET")) {
            responder.respond(MasterHttp.answer(MaintenanceView.schedule(registry())));
        } else {
            writing(request, responder, () -> schedule(Json.read(request.text()), responder));
        }
    }

    void machineDown(Request request, Responder responder) {
        writing(request, responder, () -> machineDown(Json.read(request.text()), responder));
    }

    void machineUp(Request request, Responder responder) {
        writing(request, responder, () -> machineUp(Json.read(request.text()), responder));
    }

    void teardown(Request request, Responder responder) {
        writing(request, responder, () -> {
            String prefix = "frameworkId=";
            Optional<String> id = List.of(request.text().split("&")).stream()
                    .filter(part -> part.startsWith(prefix))
                    .map(part -> URLDecoder.decode(part.substring(prefix.length()), StandardCharsets.UTF_8))
                    .findFirst()
                    .or(() -> request.parameter("frameworkId"));
            if (id.isEmpty()) {
                responder.respond(MasterHttp.error(400, "Missing 'frameworkId' query parameter"));
            } else {
                teardown(id.get().strip(), responder);
            }
        });
    }

    /** One call of the operator API. */
    void call(Request request, Responder responder) {
        if (leadership.get() == null) {
            responder.respond(MasterHttp.error(503, "Master has not finished recovery"));
            return;
        }
        String type = request.headers().getOrDefault("content-type", "application/json");
        if (!type.startsWith("application/json")) {
            responder.respond(MasterHttp.error(415, "Expecting 'Content-Type' of application/json"));
            return;
        }
        writing(request, responder, () -> call(Json.read(request.text()), responder));
    }

    private void call(JsonNode call, Responder responder) {
        String type = call.path("type").asString("");
        context.log().info("Processing call " + type);
        String agentId = call.path(type.toLowerCase(Locale.ROOT))
                .path("agent_id")
                .path("value")
                .asString("");
        Leadership term = leadership.get();
        switch (type) {
            case "MARK_AGENT_GONE" ->
                onAgent(agentId, responder, () -> term.removals().markGone(agentId, () -> done(responder)));
            case "DRAIN_AGENT" -> {
                boolean gone = call.path("drain_agent").path("mark_gone").asBoolean(false);
                onAgent(agentId, responder, () -> term.draining().drain(agentId, gone, () -> done(responder)));
            }
            case "DEACTIVATE_AGENT" ->
                onAgent(agentId, responder, () -> term.draining().activate(agentId, false, () -> done(responder)));
            case "REACTIVATE_AGENT" ->
                onAgent(agentId, responder, () -> term.draining().activate(agentId, true, () -> done(responder)));
            case "TEARDOWN" ->
                teardown(
                        call.path("teardown").path("framework_id").path("value").asString(""), responder);
            case "UPDATE_MAINTENANCE_SCHEDULE" ->
                schedule(call.path("update_maintenance_schedule").path("schedule"), responder);
            case "START_MAINTENANCE" ->
                machineDown(call.path("start_maintenance").path("machines"), responder);
            case "STOP_MAINTENANCE" -> machineUp(call.path("stop_maintenance").path("machines"), responder);
            default ->
                responder.respond(new OperatorView(snapshot.get(), metrics.get())
                        .answer(type)
                        .map(MasterHttp::answer)
                        .orElseGet(() -> MasterHttp.error(
                                400, "Failed to validate master::Call: Expecting a known 'type' to be present")));
        }
    }

    private void onAgent(String agentId, Responder responder, Runnable action) {
        boolean known = context.cluster().agents().containsKey(agentId)
                || registry().agents().containsKey(agentId)
                || registry().unreachable().containsKey(agentId)
                || registry().gone().containsKey(agentId);
        if (known) {
            action.run();
        } else {
            responder.respond(MasterHttp.error(404, "Agent not found"));
        }
    }

    private void schedule(JsonNode json, Responder responder) {
        List<Window> windows = MaintenanceView.readSchedule(json);
        Maintenance.problem(registry(), windows)
                .ifPresentOrElse(
                        problem -> responder.respond(MasterHttp.error(400, problem)),
                        () -> leadership.get().maintenance().schedule(windows, () -> done(responder)));
    }

    private void machineDown(JsonNode json, Responder responder) {
        machines(
                json,
                responder,
                Maintenance::problemDown,
                machines -> leadership.get().maintenance().down(machines, () -> done(responder)));
    }

    private void machineUp(JsonNode json, Responder responder) {
        machines(
                json,
                responder,
                Maintenance::problemUp,
                machines -> leadership.get().maintenance().up(machines, () -> done(responder)));
    }

    private void machines(
            JsonNode json,
            Responder responder,
            BiFunction<Registry, List<MachineId>, Optional<String>> check,
            Consumer<List<MachineId>> action) {
        List<MachineId> machines = MaintenanceView.readMachines(json);
        check.apply(registry(), machines)
                .ifPresentOrElse(
                        problem -> responder.respond(MasterHttp.error(400, problem)), () -> action.accept(machines));
    }

    private void teardown(String frameworkId, Responder responder) {
        FrameworkEntry framework = context.cluster().frameworks().get(frameworkId);
        if (framework == null) {
            responder.respond(MasterHttp.error(400, "No framework found with specified ID"));
            return;
        }
        context.log().info("Processing TEARDOWN call for framework " + framework);
        leadership.get().frameworks().remove(framework);
        done(responder);
    }

    private void writing(Request request, Responder responder, Runnable action) {
        if (!request.method().equals("POST")) {
            responder.respond(
                    MasterHttp.error(405, "Expecting one of { 'POST' }, but received '" + request.method() + "'.")
                            .with("Allow", "POST"));
        } else if (leadership.get() == null) {
            responder.respond(MasterHttp.error(503, "Master has not finished recovery"));
        } else {
            try {
                action.run();
            } catch (JacksonException | IllegalArgumentException e) {
                responder.respond(MasterHttp.error(400, "Failed to parse body into JSON: " + e.getMessage()));
            }
        }
    }

    private static void done(Responder responder) {
        responder.respond(Response.of(200));
    }

    private Registry registry() {
        return context.registrar().registry();
    }
}
