package io.partita.testbed.master.view;

import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** A framework, in the forms of the different endpoints. */
final class FrameworkView {

    private final Snapshot snapshot;

    FrameworkView(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** As in the state. */
    ObjectNode old(FrameworkEntry framework) {
        FrameworkInfo info = framework.info();
        boolean ended = !snapshot.cluster().frameworks().containsKey(framework.id());
        ObjectNode json = basics(framework);
        json.put("user", info.user());
        Json.put(json, "failover_timeout", info.failoverTimeout());
        json.put("checkpoint", info.checkpoint());
        Json.put(json, "registered_time", framework.registeredTime());
        Json.put(json, "unregistered_time", framework.unregisteredTime());
        if (framework.reregisteredTime() != null) {
            Json.put(json, "reregistered_time", framework.reregisteredTime());
        }
        json.set("resources", ResourcesView.brief(used(framework, ended).plus(offered(framework))));
        json.put("role", role(info));
        Json.list(json, "tasks", framework.tasks().values(), TaskView::old);
        if (snapshot.isAtLeast(Profile.PA)) {
            Json.list(json, "unreachable_tasks", framework.unreachableTasks().values(), TaskView::old);
        }
        Json.list(json, "completed_tasks", framework.completedTasks(), TaskView::old);
        Json.list(json, "offers", offers(framework), FrameworkView::offer);
        json.putArray("executors");
        return json;
    }

    /** As in the summary. */
    ObjectNode summary(FrameworkEntry framework) {
        ObjectNode json = basics(framework);
        List<TaskEntry> tasks = all(framework).toList();
        AgentView.counts(json, tasks);
        tasks.stream().map(TaskEntry::agentId).distinct().forEach(json.putArray("slave_ids")::add);
        return json;
    }

    ObjectNode operator(FrameworkEntry framework) {
        FrameworkInfo info = framework.info();
        ObjectNode json = Json.object();
        ObjectNode about = json.putObject("framework_info");
        about.put("user", info.user());
        about.put("name", info.name());
        about.set("id", Json.value(info.id()));
        Json.put(about, "failover_timeout", info.failoverTimeout());
        about.put("checkpoint", info.checkpoint());
        if (!role(info).equals("*")) {
            about.put("role", info.role());
        }
        about.put("hostname", text(info.hostname()));
        if (!text(info.webuiUrl()).isEmpty()) {
            about.put("webui_url", info.webuiUrl());
        }
        Json.some(
                about,
                "capabilities",
                info.capabilities(),
                name -> Json.object().put("type", name));
        json.put("active", framework.isActive());
        json.put("connected", framework.isConnected());
        json.put("recovered", framework.isRecovered());
        json.set("registered_time", Json.nanoseconds(framework.registeredTime()));
        Double again = framework.reregisteredTime();
        json.set("reregistered_time", Json.nanoseconds(again == null ? framework.registeredTime() : again));
        if (framework.unregisteredTime() > 0) {
            json.set("unregistered_time", Json.nanoseconds(framework.unregisteredTime()));
        }
        some(json, "allocated_resources", framework.used());
        some(json, "offered_resources", offered(framework));
        return json;
    }

    /** All tasks that are remembered. */
    static Stream<TaskEntry> all(FrameworkEntry framework) {
        return Stream.of(
                        framework.tasks().values(), framework.unreachableTasks().values(), framework.completedTasks())
                .flatMap(Collection::stream);
    }

    static String role(FrameworkInfo info) {
        return info.role() == null || info.role().isEmpty() ? "*" : info.role();
    }

    private ObjectNode basics(FrameworkEntry framework) {
        FrameworkInfo info = framework.info();
        boolean ended = !snapshot.cluster().frameworks().containsKey(framework.id());
        ObjectNode json = Json.object();
        json.put("id", info.id());
        json.put("name", info.name());
        if (framework.address() != null && snapshot.isAtLeast(Profile.LEGACY1)) {
            json.put("pid", framework.pid());
        }
        json.set("used_resources", ResourcesView.brief(used(framework, ended)));
        json.set("offered_resources", ResourcesView.brief(offered(framework)));
        if (snapshot.isAtLeast(Profile.LEGACY1)) {
            info.capabilities().forEach(json.putArray("capabilities")::add);
        }
        json.put("hostname", text(info.hostname()));
        json.put("webui_url", text(info.webuiUrl()));
        json.put("active", framework.isActive());
        if (snapshot.isAtLeast(Profile.PA)) {
            json.put("connected", framework.isConnected());
            json.put("recovered", framework.isRecovered());
        }
        return json;
    }

    private static ObjectNode offer(Offer offer) {
        ObjectNode json = Json.object();
        json.put("id", offer.id());
        json.put("framework_id", offer.frameworkId());
        json.putObject("allocation_info").put("role", "*");
        json.put("slave_id", offer.agentId());
        json.set("resources", ResourcesView.brief(offer.resources()));
        return json;
    }

    private static void some(ObjectNode json, String name, Resources resources) {
        if (!resources.isEmpty()) {
            json.set(name, ResourcesView.full(resources, ResourcesView.Detail.ROLE_AND_ALLOCATION));
        }
    }

    private static Resources used(FrameworkEntry framework, boolean ended) {
        return ended ? Resources.NONE : framework.used();
    }

    private Resources offered(FrameworkEntry framework) {
        return snapshot.cluster().offeredTo(framework.id());
    }

    private List<Offer> offers(FrameworkEntry framework) {
        return snapshot.cluster().offers().values().stream()
                .filter(offer -> offer.frameworkId().equals(framework.id()))
                .toList();
    }

    private static String text(String text) {
        return text == null ? "" : text;
    }
}
