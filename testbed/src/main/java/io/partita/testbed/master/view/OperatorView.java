package io.partita.testbed.master.view;

import io.partita.testbed.master.MasterPayload;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The reading calls of the operator API. */
public final class OperatorView {

    private final Snapshot snapshot;
    private final Map<String, Double> metrics;
    private final StateView state;

    public OperatorView(Snapshot snapshot, Map<String, Double> metrics) {
        this.snapshot = snapshot;
        this.metrics = metrics;
        this.state = new StateView(snapshot);
    }

    /** The answer to a call without parameters; empty if there is no such call. */
    public Optional<JsonNode> answer(String type) {
        ObjectNode json = Json.object().put("type", type);
        ObjectNode body = switch (type) {
            case "GET_HEALTH" -> Json.object().put("healthy", true);
            case "GET_VERSION" -> wrap("version_info", state.version());
            case "GET_FLAGS" -> flags();
            case "GET_METRICS" -> metrics();
            case "GET_LOGGING_LEVEL" -> Json.object().put("level", 0);
            case "GET_MASTER" -> master();
            case "GET_STATE" -> everything();
            case "GET_AGENTS" -> agents();
            case "GET_FRAMEWORKS" -> frameworks();
            case "GET_TASKS" -> tasks();
            case "GET_EXECUTORS", "GET_OPERATIONS", "GET_WEIGHTS" -> Json.object();
            case "GET_ROLES" -> roles();
            case "GET_QUOTA" -> wrap("status", Json.object());
            case "GET_MAINTENANCE_SCHEDULE" -> wrap("schedule", MaintenanceView.schedule(snapshot.registry()));
            case "GET_MAINTENANCE_STATUS" -> wrap("status", MaintenanceView.status(snapshot.registry()));
            default -> null;
        };
        if (body == null) {
            return Optional.empty();
        }
        json.set(type.toLowerCase(Locale.ROOT), body);
        return Optional.of(json);
    }

    private static ObjectNode wrap(String name, ObjectNode body) {
        ObjectNode json = Json.object();
        json.set(name, body);
        return json;
    }

    private ObjectNode flags() {
        ObjectNode json = Json.object();
        Json.list(
                json,
                "flags",
                FlagsView.flags(snapshot).entrySet(),
                flag -> Json.object().put("name", flag.getKey()).put("value", flag.getValue()));
        return json;
    }

    private ObjectNode metrics() {
        ObjectNode json = Json.object();
        Json.list(json, "metrics", metrics.entrySet(), metric -> {
            ObjectNode entry = Json.object().put("name", metric.getKey());
            Json.put(entry, "value", metric.getValue());
            return entry;
        });
        return json;
    }

    private ObjectNode master() {
        ObjectNode json = Json.object();
        json.set(
                "master_info",
                MasterPayload.json(snapshot.self(), snapshot.settings().profile()));
        Json.put(json, "start_time", snapshot.startTime());
        if (snapshot.electedTime() != null) {
            Json.put(json, "elected_time", snapshot.electedTime());
        }
        return json;
    }

    private ObjectNode everything() {
        ObjectNode json = Json.object();
        json.set("get_tasks", tasks());
        json.putObject("get_executors");
        json.set("get_frameworks", frameworks());
        json.set("get_agents", agents());
        return json;
    }

    private ObjectNode agents() {
        AgentView view = new AgentView(snapshot);
        ObjectNode json = Json.object();
        Json.some(json, "agents", snapshot.cluster().agents().values(), view::operator);
        Json.some(json, "recovered_agents", snapshot.cluster().recovered().values(), AgentView::info);
        return json;
    }

    private ObjectNode frameworks() {
        FrameworkView view = new FrameworkView(snapshot);
        ObjectNode json = Json.object();
        Json.some(json, "frameworks", snapshot.cluster().frameworks().values(), view::operator);
        Json.some(json, "completed_frameworks", snapshot.cluster().completedFrameworks(), view::operator);
        return json;
    }

    private ObjectNode tasks() {
        ObjectNode json = Json.object();
        Json.some(json, "tasks", all(framework -> framework.tasks().values()), TaskView::operator);
        Json.some(
                json,
                "unreachable_tasks",
                all(framework -> framework.unreachableTasks().values()),
                TaskView::operator);
        Json.some(json, "completed_tasks", all(FrameworkEntry::completedTasks), TaskView::operator);
        return json;
    }

    private List<TaskEntry> all(Function<FrameworkEntry, Collection<TaskEntry>> which) {
        List<TaskEntry> tasks = new ArrayList<>();
        Stream.concat(
                        snapshot.cluster().frameworks().values().stream(),
                        snapshot.cluster().completedFrameworks().stream())
                .forEach(framework -> tasks.addAll(which.apply(framework)));
        return tasks;
    }

    private ObjectNode roles() {
        ObjectNode json = Json.object();
        Json.some(json, "roles", state.roleNames(), this::role);
        return json;
    }

    private ObjectNode role(String name) {
        List<FrameworkEntry> members = state.membersOf(name);
        ObjectNode role = Json.object();
        role.put("name", name);
        Json.put(role, "weight", 1);
        Json.list(role, "frameworks", members, framework -> Json.value(framework.id()));
        Resources used = members.stream().map(FrameworkEntry::used).reduce(Resources.NONE, Resources::plus);
        role.set("resources", ResourcesView.full(used, ResourcesView.Detail.ALLOCATION));
        return role;
    }
}
