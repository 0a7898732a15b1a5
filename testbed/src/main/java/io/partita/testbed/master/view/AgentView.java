package io.partita.testbed.master.view;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** An agent, in the forms of the different endpoints. */
final class AgentView {

    private final Snapshot snapshot;

    AgentView(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** As in the state. */
    ObjectNode old(AgentEntry agent) {
        AgentInfo info = agent.info();
        ObjectNode json = basics(info);
        json.put("pid", info.pid());
        Json.put(json, "registered_time", agent.registeredTime());
        if (agent.reregisteredTime() != null) {
            Json.put(json, "reregistered_time", agent.reregisteredTime());
        }
        json.set("resources", ResourcesView.brief(info.resources()));
        if (!snapshot.isAtLeast(Profile.LEGACY1)) {
            return json;
        }
        json.set("used_resources", ResourcesView.brief(used(agent)));
        json.set("offered_resources", ResourcesView.brief(offered(agent)));
        json.putObject("reserved_resources");
        json.set("unreserved_resources", ResourcesView.brief(info.resources()));
        json.put("active", snapshot.active().test(agent));
        json.put("version", info.version());
        if (snapshot.isAtLeast(Profile.PA)) {
            info.capabilities().forEach(json.putArray("capabilities")::add);
        }
        return json;
    }

    /** As in the list of agents. */
    ObjectNode detailed(AgentEntry agent) {
        ObjectNode json = old(agent);
        json.putObject("reserved_resources_full");
        json.set("unreserved_resources_full", ResourcesView.full(agent.info().resources(), ResourcesView.Detail.ROLE));
        json.set("used_resources_full", ResourcesView.full(used(agent), ResourcesView.Detail.ROLE_AND_ALLOCATION));
        json.set(
                "offered_resources_full", ResourcesView.full(offered(agent), ResourcesView.Detail.ROLE_AND_ALLOCATION));
        return json;
    }

    /** As in the summary. */
    ObjectNode summary(AgentEntry agent) {
        ObjectNode json = old(agent);
        List<TaskEntry> tasks = snapshot.cluster().frameworks().values().stream()
                .flatMap(FrameworkView::all)
                .filter(task -> task.agentId().equals(agent.id()))
                .toList();
        counts(json, tasks);
        tasks.stream().map(TaskEntry::frameworkId).distinct().forEach(json.putArray("framework_ids")::add);
        return json;
    }

    /** One that a new leader waits for. */
    ObjectNode recovered(AgentInfo info) {
        ObjectNode json = basics(info);
        json.set("resources", ResourcesView.brief(info.resources()));
        return json;
    }

    ObjectNode operator(AgentEntry agent) {
        ObjectNode json = Json.object();
        json.set("agent_info", info(agent.info()));
        json.put("active", snapshot.active().test(agent));
        json.put("version", agent.info().version());
        json.put("pid", agent.info().pid());
        json.set("registered_time", Json.nanoseconds(agent.registeredTime()));
        if (agent.reregisteredTime() != null) {
            json.set("reregistered_time", Json.nanoseconds(agent.reregisteredTime()));
        }
        json.set("total_resources", ResourcesView.full(agent.info().resources(), ResourcesView.Detail.ROLE));
        some(json, "allocated_resources", used(agent));
        some(json, "offered_resources", offered(agent));
        Json.some(
                json,
                "capabilities",
                agent.info().capabilities(),
                name -> Json.object().put("type", name));
        if (snapshot.registry().deactivated().contains(agent.id())) {
            json.put("deactivated", true);
        }
        if (snapshot.registry().drains().containsKey(agent.id())) {
            boolean drained = snapshot.registry().drains().get(agent.id()).drained();
            json.put("deactivated", true);
            json.putObject("drain_info").put("state", drained ? "DRAINED" : "DRAINING");
        }
        return json;
    }

    /** What protobuf calls agent info. */
    static ObjectNode info(AgentInfo info) {
        ObjectNode json = Json.object();
        json.put("hostname", info.hostname());
        json.put("port", info.address().port());
        json.set("resources", ResourcesView.full(info.resources(), ResourcesView.Detail.NONE));
        attributes(json, info.attributes());
        json.set("id", Json.value(info.id()));
        return json;
    }

    /** Attributes as protobuf writes them; nothing if there are none. */
    static void attributes(ObjectNode json, Map<String, String> attributes) {
        Json.some(json, "attributes", attributes.entrySet(), attribute -> {
            ObjectNode entry = Json.object().put("name", attribute.getKey()).put("type", "TEXT");
            entry.set("text", Json.value(attribute.getValue()));
            return entry;
        });
    }

    /** How many of {@code tasks} are in which state. */
    static void counts(ObjectNode json, Collection<TaskEntry> tasks) {
        Stream.of(
                        TaskState.TASK_STAGING,
                        TaskState.TASK_STARTING,
                        TaskState.TASK_RUNNING,
                        TaskState.TASK_KILLING,
                        TaskState.TASK_FINISHED,
                        TaskState.TASK_KILLED,
                        TaskState.TASK_FAILED,
                        TaskState.TASK_LOST,
                        TaskState.TASK_ERROR,
                        TaskState.TASK_UNREACHABLE)
                .forEach(state -> json.put(
                        state.name(),
                        tasks.stream().filter(task -> task.state() == state).count()));
    }

    private ObjectNode basics(AgentInfo info) {
        ObjectNode json = Json.object();
        json.put("id", info.id());
        json.put("hostname", info.hostname());
        if (snapshot.isAtLeast(Profile.LEGACY1)) {
            json.put("port", info.address().port());
        }
        info.attributes().forEach(json.putObject("attributes")::put);
        return json;
    }

    private static void some(ObjectNode json, String name, Resources resources) {
        if (!resources.isEmpty()) {
            json.set(name, ResourcesView.full(resources, ResourcesView.Detail.ROLE_AND_ALLOCATION));
        }
    }

    private Resources used(AgentEntry agent) {
        return snapshot.cluster().usedOn(agent.id());
    }

    private Resources offered(AgentEntry agent) {
        return snapshot.cluster().offeredOn(agent.id());
    }
}
