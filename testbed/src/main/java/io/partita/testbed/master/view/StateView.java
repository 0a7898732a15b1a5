package io.partita.testbed.master.view;

import io.partita.testbed.master.MasterPayload;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.view.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The endpoints that existed before the operator API. */
public final class StateView {

    private final Snapshot snapshot;
    private final AgentView agents;
    private final FrameworkView frameworks;

    public StateView(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.agents = new AgentView(snapshot);
        this.frameworks = new FrameworkView(snapshot);
    }

    public ObjectNode state() {
        ObjectNode json = Json.object();
        json.setAll(VersionView.json(snapshot.settings().profile()));
        Json.put(json, "start_time", snapshot.startTime());
        if (snapshot.electedTime() != null) {
            Json.put(json, "elected_time", snapshot.electedTime());
        }
        json.put("id", snapshot.self().id());
        json.put("pid", snapshot.self().pid());
        json.put("hostname", snapshot.self().hostname());
        if (snapshot.isAtLeast(Profile.MODERN)) {
            json.putArray("capabilities").add("AGENT_UPDATE");
        }
        long active = snapshot.cluster().agents().values().stream()
                .filter(snapshot.active())
                .count();
        Json.put(json, "activated_slaves", active);
        Json.put(json, "deactivated_slaves", snapshot.cluster().agents().size() - active);
        if (snapshot.isAtLeast(Profile.PA)) {
            Json.put(
                    json,
                    "unreachable_slaves",
                    snapshot.registry().unreachable().size());
        }
        snapshot.leader().ifPresent(leader -> leader(json, leader));
        json.set("flags", FlagsView.json(snapshot));
        Json.list(json, "slaves", snapshot.cluster().agents().values(), agents::old);
        if (snapshot.isAtLeast(Profile.PA)) {
            recovered(json);
        } else {
            oldCounts(json);
        }
        frameworks(json);
        boolean orphans = !snapshot.isAtLeast(Profile.PA);
        Json.list(json, "orphan_tasks", orphans ? orphans() : List.<TaskEntry>of(), TaskView::old);
        json.putArray("unregistered_frameworks");
        return json;
    }

    public ObjectNode slaves() {
        ObjectNode json = Json.object();
        Json.list(json, "slaves", snapshot.cluster().agents().values(), agents::detailed);
        recovered(json);
        return json;
    }

    public ObjectNode frameworksOnly() {
        ObjectNode json = Json.object();
        frameworks(json);
        json.putArray("unregistered_frameworks");
        return json;
    }

    /**
     * Tasks of all frameworks.
     *
     * @param ascending by the time of their first status, else the newest first
     */
    public ObjectNode tasks(
            int offset, int limit, boolean ascending, Optional<String> frameworkId, Optional<String> taskId) {
        Comparator<TaskEntry> order =
                Comparator.comparingDouble(task -> task.statuses().isEmpty()
                        ? Double.MAX_VALUE
                        : task.statuses().get(0).timestamp());
        List<TaskEntry> tasks = Stream.concat(
                        snapshot.cluster().frameworks().values().stream(),
                        snapshot.cluster().completedFrameworks().stream())
                .flatMap(FrameworkView::all)
                .filter(task -> frameworkId.map(task.frameworkId()::equals).orElse(true))
                .filter(task -> taskId.map(task.id()::equals).orElse(true))
                .sorted(ascending ? order : order.reversed())
                .skip(offset)
                .limit(limit)
                .toList();
        ObjectNode json = Json.object();
        Json.list(json, "tasks", tasks, TaskView::old);
        return json;
    }

    public ObjectNode summary() {
        ObjectNode json = Json.object();
        json.put("hostname", snapshot.self().hostname());
        Json.list(json, "slaves", snapshot.cluster().agents().values(), agents::summary);
        Json.list(json, "frameworks", registered(), frameworks::summary);
        return json;
    }

    public ObjectNode roles() {
        ObjectNode json = Json.object();
        ArrayNode roles = json.putArray("roles");
        for (String role : roleNames()) {
            List<FrameworkEntry> members = membersOf(role);
            ObjectNode entry = roles.addObject();
            members.forEach(framework -> entry.withArray("frameworks").add(framework.id()));
            entry.withArray("frameworks");
            entry.put("name", role);
            ObjectNode resources = entry.putObject("resources");
            Resources used = members.stream().map(FrameworkEntry::used).reduce(Resources.NONE, Resources::plus);
            zeroIsWhole(resources, "cpus", used.cpus());
            zeroIsWhole(resources, "disk", used.disk());
            zeroIsWhole(resources, "gpus", 0);
            zeroIsWhole(resources, "mem", used.mem());
            Json.put(entry, "weight", 1);
        }
        return json;
    }

    public ObjectNode version() {
        return VersionView.json(snapshot.settings().profile());
    }

    public ObjectNode flags() {
        ObjectNode json = Json.object();
        json.set("flags", FlagsView.json(snapshot));
        return json;
    }

    /** Where one may ask for the registry. */
    public ObjectNode registry() {
        return RegistryView.json(
                snapshot.registry(),
                snapshot.registry().master() == null
                        ? null
                        : MasterPayload.json(
                                snapshot.registry().master(),
                                snapshot.settings().profile()));
    }

    List<String> roleNames() {
        return registered().stream()
                .map(framework -> FrameworkView.role(framework.info()))
                .distinct()
                .sorted()
                .toList();
    }

    List<FrameworkEntry> membersOf(String role) {
        return registered().stream()
                .filter(framework -> FrameworkView.role(framework.info()).equals(role))
                .toList();
    }

    private void leader(ObjectNode json, MasterInfo leader) {
        json.put("leader", leader.pid());
        if (snapshot.isAtLeast(Profile.PA)) {
            json.putObject("leader_info")
                    .put("id", leader.id())
                    .put("pid", leader.pid())
                    .put("port", leader.address().port())
                    .put("hostname", leader.hostname());
        }
    }

    private void recovered(ObjectNode json) {
        Json.list(json, "recovered_slaves", snapshot.cluster().recovered().values(), agents::recovered);
    }

    private void frameworks(ObjectNode json) {
        Json.list(json, "frameworks", registered(), frameworks::old);
        Json.list(json, "completed_frameworks", snapshot.cluster().completedFrameworks(), frameworks::old);
    }

    /** Up to 1.1, frameworks that are known only from tasks are not listed; their tasks are orphans. */
    private List<FrameworkEntry> registered() {
        return snapshot.cluster().frameworks().values().stream()
                .filter(framework -> snapshot.isAtLeast(Profile.PA) || !framework.isRecovered())
                .toList();
    }

    private List<TaskEntry> orphans() {
        return snapshot.cluster().frameworks().values().stream()
                .filter(FrameworkEntry::isRecovered)
                .flatMap(framework -> framework.tasks().values().stream())
                .toList();
    }

    private void oldCounts(ObjectNode json) {
        count(json, "staged_tasks", TaskState.TASK_STAGING);
        count(json, "started_tasks", TaskState.TASK_STARTING);
        count(json, "finished_tasks", TaskState.TASK_FINISHED);
        count(json, "killed_tasks", TaskState.TASK_KILLED);
        count(json, "failed_tasks", TaskState.TASK_FAILED);
        count(json, "lost_tasks", TaskState.TASK_LOST);
    }

    private void count(ObjectNode json, String name, TaskState state) {
        Json.put(
                json,
                name,
                snapshot.cluster().frameworks().values().stream()
                        .flatMap(FrameworkView::all)
                        .filter(task -> task.state() == state)
                        .count());
    }

    private static void zeroIsWhole(ObjectNode json, String name, double value) {
        if (value == 0) {
            json.put(name, 0);
        } else {
            Json.put(json, name, value);
        }
    }
}
