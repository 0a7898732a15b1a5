package io.partita.workloads.mesos.observe;

import io.partita.workloads.mesos.Site;
import io.partita.workloads.mesos.api.AgentEntry;
import io.partita.workloads.mesos.api.FrameworkEntry;
import io.partita.workloads.mesos.api.MasterState;
import io.partita.workloads.mesos.api.Reply;
import io.partita.workloads.mesos.api.TaskEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns a master's answer into what is kept of it. Immutable. */
final class MasterReading {

    private final Site site;

    MasterReading(Site site) {
        this.site = site;
    }

    MasterView view(String node, Reply<MasterState> reply) {
        if (!(reply instanceof Reply.Ok<MasterState> ok)) {
            return new MasterView(
                    node,
                    status(reply),
                    reply.error(),
                    false,
                    redirectedTo(reply).orElse(null),
                    Optional.empty());
        }
        MasterState state = ok.value();
        return new MasterView(
                node,
                ok.status(),
                null,
                state.leads(),
                site.nodeAt(state.leader()).orElse(null),
                state.leads() ? Optional.of(cluster(state)) : Optional.empty());
    }

    /** The status of an answer that was not good; 0 if there was no answer. */
    static int status(Reply<?> reply) {
        if (reply instanceof Reply.Refused<?> refused && refused.answer() != null) {
            return refused.answer().status();
        }
        return reply instanceof Reply.Unknown<?> unknown && unknown.answer() != null
                ? unknown.answer().status()
                : 0;
    }

    /** Where a redirect leads, by the words of the error {@code redirect: LOCATION}. */
    private Optional<String> redirectedTo(Reply<?> reply) {
        String error = reply.error();
        return error.startsWith("redirect: ")
                ? site.nodeAt(error.substring("redirect: ".length()).strip())
                : Optional.empty();
    }

    private ClusterState cluster(MasterState state) {
        Map<String, String> nodeOf = new HashMap<>();
        Map<String, ClusterState.Agent> agents = new LinkedHashMap<>();
        for (AgentEntry agent : state.agents()) {
            site.nodeAt(agent.address()).ifPresent(node -> {
                nodeOf.put(agent.id(), node);
                agents.put(node, new ClusterState.Agent(agent.id(), agent.active()));
            });
        }
        Map<String, ClusterState.Task> tasks = new LinkedHashMap<>();
        Map<String, ClusterState.Task> ended = new LinkedHashMap<>();
        state.orphanTasks().forEach(task -> tasks.put(task.id(), task(task, nodeOf)));
        for (FrameworkEntry framework : state.frameworks()) {
            framework.tasks().forEach(task -> tasks.put(task.id(), task(task, nodeOf)));
            framework.unreachableTasks().forEach(task -> tasks.put(task.id(), task(task, nodeOf)));
            framework.completedTasks().forEach(task -> ended.put(task.id(), task(task, nodeOf)));
        }
        List<ClusterState.Framework> frameworks = state.frameworks().stream()
                .map(framework -> new ClusterState.Framework(framework.id(), framework.name(), framework.active()))
                .toList();
        return new ClusterState(state.id(), agents, state.unreachableAgents(), frameworks, tasks, ended);
    }

    private static ClusterState.Task task(TaskEntry task, Map<String, String> nodeOf) {
        return new ClusterState.Task(
                nodeOf.get(task.agentId()),
                task.state(),
                task.statuses().stream().map(TaskEntry.Status::state).toList());
    }
}
