package io.partita.testbed.master;

import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Bug;
import java.util.List;
import java.util.Optional;

/** Tells a framework what the master knows of its tasks, and says nothing where it does not know yet. */
final class Reconciliation {

    private static final String REASON = "REASON_RECONCILIATION";

    private final Context context;

    Reconciliation(Context context) {
        this.context = context;
    }

    /** All that lives, if none is named. */
    void reconcile(FrameworkEntry framework, List<TaskRef> tasks) {
        context.counters().count("master/messages_reconcile_tasks");
        if (tasks.isEmpty()) {
            context.log().info("Performing implicit task state reconciliation for framework " + framework);
            framework.tasks().values().stream()
                    .filter(task -> !task.state().isTerminal())
                    .forEach(task -> tell(
                            framework, task.id(), reported(task), "Reconciliation: Latest task state", task.agentId()));
            framework.unreachableTasks().values().stream()
                    .filter(task -> !task.state().isTerminal())
                    .forEach(task -> tell(
                            framework, task.id(), task.state(), "Reconciliation: Task is unreachable", task.agentId()));
            return;
        }
        context.log()
                .info("Performing explicit task state reconciliation for " + tasks.size() + " tasks of framework "
                        + framework);
        tasks.forEach(task -> answer(framework, task));
    }

    private void answer(FrameworkEntry framework, TaskRef asked) {
        TaskEntry known = framework.tasks().get(asked.taskId());
        if (known != null) {
            tell(framework, known.id(), reported(known), "Reconciliation: Latest task state", known.agentId());
            return;
        }
        TaskEntry lost = framework.unreachableTasks().get(asked.taskId());
        String agentId = lost != null ? lost.agentId() : asked.agentId();
        verdict(framework, agentId)
                .ifPresent(state -> tell(framework, asked.taskId(), state, "Reconciliation: " + why(agentId), agentId));
    }

    /** What to say of a task that is not known, on an agent that may be; empty: nothing. */
    private Optional<TaskState> verdict(FrameworkEntry framework, String agentId) {
        boolean comingBack = !context.settings().has(Bug.B20)
                && (agentId == null
                        ? !context.cluster().recovered().isEmpty()
                        : context.cluster().recovered().containsKey(agentId));
        if (comingBack) {
            return Optional.empty();
        }
        if (agentId != null && context.cluster().agents().containsKey(agentId)) {
            return told(framework, TaskState.TASK_GONE);
        }
        if (context.registrar().registry().unreachable().containsKey(agentId)) {
            return told(framework, TaskState.TASK_UNREACHABLE);
        }
        if (context.registrar().registry().gone().containsKey(agentId)) {
            return told(framework, TaskState.TASK_GONE_BY_OPERATOR);
        }
        return told(framework, TaskState.TASK_UNKNOWN);
    }

    private Optional<TaskState> told(FrameworkEntry framework, TaskState aware) {
        return Optional.of(context.stateFor(framework.info(), aware, TaskState.TASK_LOST));
    }

    private String why(String agentId) {
        if (agentId != null && context.cluster().agents().containsKey(agentId)) {
            return "Task is unknown to the " + context.wording().agent();
        }
        if (context.registrar().registry().unreachable().containsKey(agentId)) {
            return "Task is unreachable";
        }
        return "Task is unknown";
    }

    /** What the framework was told last and has to acknowledge comes before what the agent knows. */
    private static TaskState reported(TaskEntry task) {
        return task.updateState() != null ? task.updateState() : task.state();
    }

    private void tell(FrameworkEntry framework, String taskId, TaskState state, String message, String agentId) {
        context.tell(
                framework, new StatusUpdate(framework.id(), context.status(taskId, state, REASON, message, agentId)));
    }
}
