package io.partita.testbed.agent;

import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.view.Json;
import io.partita.testbed.view.ResourcesView;
import io.partita.testbed.view.TaskParts;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The agent's state, as Mesos shows it. */
final class StateView {

    private static final int COMMAND_SHOWN = 15;

    private final Settings settings;
    private final Instant started;
    private final FlagsView flags;
    private final Supplier<AgentInfo> self;
    private final Containers containers;
    private final Registration registration;

    StateView(
            Settings settings,
            Instant started,
            FlagsView flags,
            Supplier<AgentInfo> self,
            Containers containers,
            Registration registration) {
        this.settings = settings;
        this.started = started;
        this.flags = flags;
        this.self = self;
        this.containers = containers;
        this.registration = registration;
    }

    ObjectNode version() {
        ObjectNode node = Json.object();
        node.put("build_date", "2026-01-01 00:00:00");
        node.put("build_time", 1767225600.0);
        node.put("build_user", "");
        node.put("git_branch", "refs/heads/testbed");
        node.put("git_sha", "0000000000000000000000000000000000000000");
        node.put("git_tag", settings.profile().mesosVersion());
        node.put("version", settings.profile().mesosVersion());
        return node;
    }

    ObjectNode state() {
        AgentInfo agent = self.get();
        ObjectNode node = version();
        node.put("start_time", started.toEpochMilli() / 1000.0);
        // Mesos has an empty id before the first registration.
        node.put("id", agent.id() == null ? "" : agent.id());
        node.put("pid", agent.pid());
        node.put("hostname", agent.hostname());
        ArrayNode capabilities = node.putArray("capabilities");
        agent.capabilities().forEach(capabilities::add);
        node.set("resources", ResourcesView.brief(agent.resources()));
        node.putObject("reserved_resources");
        node.set("unreserved_resources", ResourcesView.brief(agent.resources()));
        node.putObject("reserved_resources_full");
        node.set("unreserved_resources_full", ResourcesView.full(agent.resources(), ResourcesView.Detail.ROLE));
        node.putObject("reserved_resources_allocated");
        node.set("unreserved_resources_allocated", ResourcesView.brief(containers.allocated()));
        ObjectNode attributes = node.putObject("attributes");
        agent.attributes().forEach(attributes::put);
        registration.master().ifPresent(master -> node.put("master_hostname", master.hostname()));
        node.set("flags", flags.values());
        ArrayNode active = node.putArray("frameworks");
        ArrayNode completed = node.putArray("completed_frameworks");
        for (FrameworkInfo framework : containers.frameworks()) {
            boolean isActive = of(containers.shown(), framework).findAny().isPresent();
            if (isActive || of(containers.completed(), framework).findAny().isPresent()) {
                (isActive ? active : completed).add(framework(framework));
            }
        }
        return node;
    }

    private static Stream<Container> of(List<Container> containers, FrameworkInfo framework) {
        Predicate<Container> mine = container -> container.framework().id().equals(framework.id());
        return containers.stream().filter(mine);
    }

    private ObjectNode framework(FrameworkInfo framework) {
        ObjectNode node = Json.object();
        node.put("id", framework.id());
        node.put("name", framework.name());
        node.put("user", framework.user());
        node.put("failover_timeout", framework.failoverTimeout());
        node.put("checkpoint", framework.checkpoint());
        node.put("hostname", framework.hostname());
        node.put("role", framework.role());
        ArrayNode executors = node.putArray("executors");
        of(containers.shown(), framework).forEach(container -> executors.add(executor(container)));
        ArrayNode completed = node.putArray("completed_executors");
        of(containers.completed(), framework).forEach(container -> completed.add(executor(container)));
        return node;
    }

    private ObjectNode executor(Container container) {
        ObjectNode node = Json.object();
        node.put("id", container.taskId());
        node.put("name", executorName(container));
        node.put("source", container.taskId());
        node.put("container", container.id());
        node.put("directory", container.sandbox().toString());
        node.set("resources", ResourcesView.brief(Containers.resources(container)));
        node.put("role", container.framework().role());
        ArrayNode tasks = node.putArray("tasks");
        ArrayNode queued = node.putArray("queued_tasks");
        ArrayNode completed = node.putArray("completed_tasks");
        boolean isQueued = container.state == Container.State.STARTING
                && !container.updates().hasEnded();
        boolean isCompleted = container.updates().isOver()
                || container.silent && container.updates().hasEnded();
        (isCompleted ? completed : isQueued ? queued : tasks).add(task(container));
        return node;
    }

    /** An executor that runs one command has a name that Mesos makes up. */
    static String executorName(Container container) {
        String value = container.task().command().value();
        String command =
                value == null ? String.join(" ", container.task().command().arguments()) : value;
        String shown = command.length() > COMMAND_SHOWN ? command.substring(0, COMMAND_SHOWN - 3) + "..." : command;
        String quoted = value == null ? shown : "sh -c '" + shown + "'";
        return "Command Executor (Task: " + container.taskId() + ") (Command: " + quoted + ")";
    }

    private ObjectNode task(Container container) {
        ObjectNode node = Json.object();
        node.put("id", container.taskId());
        node.put("name", container.task().name());
        node.put("framework_id", container.framework().id());
        node.put("executor_id", "");
        node.put("slave_id", container.task().agentId());
        node.put("state", container.taskState.name());
        node.set("resources", ResourcesView.brief(container.task().resources()));
        node.put("role", container.framework().role());
        ArrayNode statuses = node.putArray("statuses");
        container.asTask().statuses().forEach(status -> statuses.add(status(status)));
        TaskParts.labels(node, container.task());
        return node;
    }

    private static ObjectNode status(TaskStatus status) {
        ObjectNode node = Json.object();
        node.put("state", status.state().name());
        Json.put(node, "timestamp", status.timestamp());
        TaskParts.container(node, status);
        return node;
    }
}
