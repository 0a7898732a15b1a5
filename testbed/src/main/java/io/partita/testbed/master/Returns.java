package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownFramework;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.Task;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of the tasks that a returning agent brings. */
final class Returns {

    private final Context context;
    private final Tasks tasks;

    Returns(Context context, Tasks tasks) {
        this.context = context;
        this.tasks = tasks;
    }

    /**
     * Takes an agent's tasks and frameworks in.
     *
     * @param wasRemoved this leader had lost sight of it
     * @param wasUnreachable the registry says that some leader had lost sight of it
     */
    void adopt(AgentEntry agent, ReregisterAgent message, boolean wasRemoved, boolean wasUnreachable) {
        shutDownForeign(agent, message);
        message.frameworks().stream()
                .filter(info -> !context.cluster().isCompleted(info.id()))
                .forEach(info -> recover(info, agent));
        Set<String> killed = new HashSet<>();
        for (Task task : message.tasks()) {
            FrameworkEntry framework = context.cluster().frameworks().get(task.frameworkId());
            if (framework == null) {
                continue;
            }
            if (wasRemoved && diesOnReturn(framework.info())) {
                if (killed.add(framework.id())) {
                    context.log()
                            .info("Shutting down framework " + framework + " at reregistered agent " + agent
                                    + " because the framework is not partition-aware");
                    context.send(agent.info().address(), new ShutdownFramework(framework.id()));
                }
                continue;
            }
            adopt(framework, task, wasRemoved || wasUnreachable);
        }
    }

    /** Ids of the tasks that the master has of an agent and the agent did not name. */
    List<String> unknownTo(AgentEntry agent, ReregisterAgent message) {
        Set<String> named = message.tasks().stream().map(Returns::key).collect(Collectors.toSet());
        return context.cluster().tasksOn(agent.id()).stream()
                .filter(task -> !task.state().isTerminal())
                .filter(task -> !named.contains(task.frameworkId() + " " + task.id()))
                .map(TaskEntry::id)
                .toList();
    }

    /** Frameworks that were removed while the agent was away end there too. */
    void shutDownForeign(AgentEntry agent, ReregisterAgent message) {
        message.frameworks().stream()
                .filter(info -> context.cluster().isCompleted(info.id()))
                .forEach(info -> {
                    context.log()
                            .info("Shutting down framework " + info.id() + " at reregistered "
                                    + context.wording().agent() + " " + agent + " because it has been removed");
                    context.send(agent.info().address(), new ShutdownFramework(info.id()));
                });
    }

    private void recover(FrameworkInfo info, AgentEntry agent) {
        if (!context.cluster().frameworks().containsKey(info.id())) {
            context.log()
                    .info("Recovering framework " + info.id() + " from reregistering "
                            + context.wording().agent() + " " + agent);
            context.cluster().frameworks().put(info.id(), new FrameworkEntry(info, null, context.seconds()));
        }
    }

    private void adopt(FrameworkEntry framework, Task task, boolean wasAway) {
        TaskEntry before = framework.unreachableTasks().remove(task.id());
        TaskEntry entry = new TaskEntry(task);
        framework.tasks().put(task.id(), entry);
        context.log()
                .info("Adding task " + task.id() + " with resources "
                        + Launches.words(task.info().resources()) + " on "
                        + context.wording().agent() + " " + task.info().agentId());
        if (before != null && before.killWanted()) {
            tasks.kill(entry);
        }
        if (wasAway && context.isAtLeast(Profile.PA)) {
            TaskStatus status = context.status(
                    task.id(),
                    entry.state(),
                    "REASON_SLAVE_REREGISTERED",
                    "Agent re-registered",
                    task.info().agentId());
            context.tell(framework, new StatusUpdate(framework.id(), status));
        }
    }

    /** From 1.1 to 1.4, tasks of frameworks that were told "lost" are made to be lost. */
    private boolean diesOnReturn(FrameworkInfo framework) {
        if (context.settings().has(Bug.B21) && framework.isPartitionAware()) {
            return true;
        }
        return !context.isAtLeast(Profile.MODERN) && context.isAtLeast(Profile.PA) && !framework.isPartitionAware();
    }

    private static String key(Task task) {
        return task.frameworkId() + " " + task.id();
    }
}
