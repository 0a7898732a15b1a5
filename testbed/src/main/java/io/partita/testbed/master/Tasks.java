package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.AgentStatusAcknowledgement;
import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.AgentMessage.KillAgentTask;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.FrameworkMessage.AcknowledgeStatus;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Profile;
import java.util.Locale;

/** What happens to tasks once they are launched: updates, acknowledgements, kills, loss. */
final class Tasks {

    private final Context context;
    private final Draining draining;

    Tasks(Context context, Draining draining) {
        this.context = context;
        this.draining = draining;
    }

    /** An agent tells of a task. The framework is told at once; it acknowledges, not the master. */
    void updated(Address from, AgentStatusUpdate update) {
        TaskStatus status = draining.explain(update.status());
        context.counters().count("master/messages_status_update");
        AgentEntry agent = context.cluster().agents().get(status.agentId());
        if (agent == null) {
            unknownAgent(from, status);
            return;
        }
        FrameworkEntry framework = context.cluster().frameworks().get(frameworkId(agent, update));
        if (framework == null) {
            context.counters().count("master/invalid_status_updates");
            context.log().warn("Ignoring status update " + words(update) + " because the framework is unknown");
            return;
        }
        context.log()
                .info("Status update " + words(update) + " from "
                        + context.wording().agent() + " " + agent);
        context.log().info("Forwarding status update " + words(update));
        context.tell(framework, new StatusUpdate(framework.id(), status));
        TaskEntry task = framework.tasks().get(status.taskId());
        if (task == null) {
            context.counters().count("master/invalid_status_updates");
            context.log().warn("Could not lookup task for status update " + words(update));
            return;
        }
        context.counters().count("master/valid_status_updates");
        boolean lived = !task.state().isTerminal();
        task.update(status, update.latestState());
        context.log()
                .info("Updating the state of task %s of framework %s (latest state: %s, status update state: %s)"
                        .formatted(task.id(), framework.id(), task.state(), status.state()));
        if (lived && task.state().isTerminal()) {
            countEnd(task.state());
            draining.look(agent);
        }
    }

    /** An agent that never had the task cannot know whose it is. */
    private String frameworkId(AgentEntry agent, AgentStatusUpdate update) {
        if (update.frameworkId() != null) {
            return update.frameworkId();
        }
        return context.cluster().tasksOn(agent.id()).stream()
                .filter(task -> task.id().equals(update.status().taskId()))
                .map(TaskEntry::frameworkId)
                .findFirst()
                .orElse(null);
    }

    /** A framework has an update. Once it has the last one of an ended task, the task is history. */
    void acknowledged(FrameworkEntry framework, AcknowledgeStatus acknowledgement) {
        context.counters().count("master/messages_status_update_acknowledgement");
        AgentEntry agent = context.cluster().agents().get(acknowledgement.agentId());
        if (agent == null || !agent.isConnected()) {
            context.counters().count("master/invalid_status_update_acknowledgements");
            return;
        }
        TaskEntry task = framework.tasks().get(acknowledgement.taskId());
        if (task != null
                && acknowledgement.uuid().equals(task.updateUuid())
                && task.updateState().isTerminal()) {
            framework.retire(task, false);
        }
        context.counters().count("master/valid_status_update_acknowledgements");
        context.send(
                agent.info().address(),
                new AgentStatusAcknowledgement(framework.id(), acknowledgement.taskId(), acknowledgement.uuid()));
    }

    /** Asks the task's agent to end it, now, or when it is back. */
    void kill(TaskEntry task) {
        task.wantKill();
        AgentEntry agent = context.cluster().agents().get(task.agentId());
        if (agent == null || !agent.isConnected()) {
            context.log()
                    .warn("Cannot kill task %s of framework %s because the %s %s is disconnected. Kill will be retried"
                            .formatted(
                                    task.id(),
                                    task.frameworkId(),
                                    context.wording().agent(),
                                    task.agentId()));
            return;
        }
        context.log()
                .info("Telling " + context.wording().agent() + " " + agent + " to kill task " + task.id()
                        + " of framework " + task.frameworkId());
        context.send(agent.info().address(), new KillAgentTask(task.frameworkId(), task.id()));
    }

    /** The master gives a task up by itself, and tells its framework. */
    void lose(TaskEntry task, TaskState state, String reason, String message) {
        FrameworkEntry framework = context.cluster().frameworks().get(task.frameworkId());
        if (task.state().isTerminal()) {
            framework.retire(task, false);
            return;
        }
        TaskStatus status = context.status(task.id(), state, reason, message, task.agentId());
        task.update(status, state);
        countEnd(state);
        if (state == TaskState.TASK_LOST) {
            context.counters().count("master/task_lost/source_master/" + reason.toLowerCase(Locale.ROOT));
        }
        boolean unreachable = state == TaskState.TASK_UNREACHABLE
                || (context.isAtLeast(Profile.MODERN) && reason.equals("REASON_SLAVE_REMOVED") && comesBack(task));
        framework.retire(task, unreachable);
        context.tell(framework, new StatusUpdate(framework.id(), status));
    }

    private boolean comesBack(TaskEntry task) {
        return context.registrar().registry().unreachable().containsKey(task.agentId());
    }

    private void unknownAgent(Address from, TaskStatus status) {
        context.counters().count("master/invalid_status_updates");
        context.log()
                .warn("Ignoring status update for task " + status.taskId() + " from unknown "
                        + context.wording().agent() + " " + status.agentId());
        boolean removed = context.cluster().removedAgents().contains(status.agentId());
        if (removed && !context.isAtLeast(Profile.PA) && !context.settings().has(Bug.B10)) {
            context.send(
                    from,
                    new ShutdownAgent(
                            "Status update from unknown " + context.wording().agent()));
        }
    }

    private void countEnd(TaskState state) {
        if (state.isTerminal()) {
            String name = state.name().substring("TASK_".length()).toLowerCase(Locale.ROOT);
            context.counters().count("master/tasks_" + name);
        }
    }

    private static String words(AgentStatusUpdate update) {
        return "%s (Status UUID: %s) for task %s of framework %s"
                .formatted(
                        update.status().state(),
                        update.status().uuid(),
                        update.status().taskId(),
                        update.frameworkId());
    }
}
