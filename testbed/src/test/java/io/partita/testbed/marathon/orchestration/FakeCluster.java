package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Pretended agents and what runs on them, whoever is the master. */
final class FakeCluster {

    /** A task that was really started. */
    static final class FakeTask {
        final TaskInfo info;
        TaskState state = TaskState.TASK_STAGING;
        boolean wasAway;

        FakeTask(TaskInfo info) {
            this.info = info;
        }

        boolean isAlive() {
            return !state.isTerminal();
        }
    }

    /** An agent. */
    static final class FakeAgent {
        final String id;
        final String hostname;
        final Address address;
        final Map<String, String> attributes;
        final Resources resources;
        boolean away;
        Long maintenanceFrom;

        FakeAgent(String id, String hostname, Address address, Map<String, String> attributes, Resources resources) {
            this.id = id;
            this.hostname = hostname;
            this.address = address;
            this.attributes = attributes;
            this.resources = resources;
        }
    }

    final Map<String, FakeAgent> agents = new LinkedHashMap<>();
    final Map<String, FakeTask> tasks = new LinkedHashMap<>();
    /** Registrations without an id, ever. */
    int frameworks;
    /** Launches are thrown away. */
    boolean losesLaunches;
    /** Looks at every task that is about to be launched. */
    Consumer<TaskInfo> beforeLaunch = task -> {};
    /** Requests to kill are thrown away. */
    boolean losesKills;
    /** Requests to reconcile are not answered, as while agents come back. */
    boolean isRecovering;
    /** Tasks stay staged. */
    boolean keepsStaging;
    /** The most tasks of one app that ever lived at once, those not counted whose agent is or was away. */
    int most;
    /** The fewest that ran right after one was killed. */
    int fewest = Integer.MAX_VALUE;

    FakeAgent agent(int number, Map<String, String> attributes) {
        Address address = new Address("10.0.1." + number, 5051);
        Resources resources = new Resources(4, 4096, 10_000, List.of(new PortRange(31_000, 31_099)));
        FakeAgent agent = new FakeAgent("S" + number, "n" + number, address, attributes, resources);
        agents.put(agent.id, agent);
        return agent;
    }

    /** Living tasks of an app, wherever. */
    List<FakeTask> live(String appId) {
        return tasks.values().stream()
                .filter(FakeTask::isAlive)
                .filter(task -> Identifiers.appOf(task.info.taskId()).equals(appId))
                .toList();
    }

    /** Living tasks of an app on agents that are there. */
    List<FakeTask> reachable(String appId) {
        return live(appId).stream()
                .filter(task -> !agents.get(task.info.agentId()).away)
                .toList();
    }

    List<FakeTask> running(String appId) {
        return reachable(appId).stream()
                .filter(task -> task.state == TaskState.TASK_RUNNING)
                .toList();
    }

    void launched(TaskInfo task) {
        beforeLaunch.accept(task);
        if (tasks.putIfAbsent(task.taskId(), new FakeTask(task)) != null) {
            throw new AssertionError("launched twice: " + task.taskId());
        }
        long now = reachable(Identifiers.appOf(task.taskId())).stream()
                .filter(other -> !other.wasAway)
                .count();
        most = Math.max(most, (int) now);
    }

    void killed(FakeTask task) {
        fewest = Math.min(fewest, running(Identifiers.appOf(task.info.taskId())).size());
    }

    Resources free(FakeAgent agent) {
        return tasks.values().stream()
                .filter(task -> task.isAlive() && task.info.agentId().equals(agent.id))
                .map(task -> task.info.resources())
                .reduce(agent.resources, Resources::minus);
    }
}
