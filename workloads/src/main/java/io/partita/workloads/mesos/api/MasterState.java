package io.partita.workloads.mesos.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of a Mesos master by its own account. Immutable.
 *
 * @param pid such as {@code master@10.0.0.1:5050}
 * @param leader the pid of whom it takes for the leader, or {@code null}
 * @param electedTime seconds since 1970, or {@code null} if this process was never elected
 * @param unreachableAgents 0 where a release does not count them
 * @param flags by name
 * @param orphanTasks of frameworks that have not come back; releases from 1.2 on show them by framework
 */
public record MasterState(
        String id,
        String pid,
        String hostname,
        String leader,
        Double electedTime,
        String version,
        int activatedAgents,
        int deactivatedAgents,
        int unreachableAgents,
        List<AgentEntry> agents,
        List<AgentEntry> recoveredAgents,
        List<FrameworkEntry> frameworks,
        List<FrameworkEntry> completedFrameworks,
        List<TaskEntry> orphanTasks,
        Map<String, String> flags) {

    public MasterState {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(pid, "pid is null");
        Objects.requireNonNull(hostname, "hostname is null");
        Objects.requireNonNull(version, "version is null");
        agents = List.copyOf(agents);
        recoveredAgents = List.copyOf(recoveredAgents);
        frameworks = List.copyOf(frameworks);
        completedFrameworks = List.copyOf(completedFrameworks);
        orphanTasks = List.copyOf(orphanTasks);
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    }

    /** Whether it takes itself for the leader. */
    public boolean leads() {
        return pid.equals(leader);
    }

    static MasterState read(Fields json) throws Fields.WrongShapeException {
        AgentList agents = AgentList.read(json);
        String leader = json.text("leader", "");
        return new MasterState(
                json.text("id"),
                json.text("pid"),
                json.text("hostname"),
                leader.isEmpty() ? null : leader,
                json.numberOrNull("elected_time"),
                json.text("version"),
                json.whole(json.spelling("activated_slaves", "activated_agents")),
                json.whole(json.spelling("deactivated_slaves", "deactivated_agents")),
                json.whole(json.spelling("unreachable_slaves", "unreachable_agents"), 0),
                agents.agents(),
                agents.recovered(),
                FrameworkEntry.readAll(json),
                json.listOrEmpty("completed_frameworks", FrameworkEntry::read),
                json.listOrEmpty("orphan_tasks", TaskEntry::read),
                json.objectOrEmpty("flags").entries(Fields::asTextOrJson));
    }
}
