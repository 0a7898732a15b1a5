package io.partita.testbed.master.cluster;

import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.Task;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import java.util.ArrayList;
import java.util.List;

/** A task as the master knows it. Its state is the newest that its agent told; its statuses are those that were forwarded. */
public final class TaskEntry {

    private final TaskInfo info;
    private final String frameworkId;
    private final List<TaskStatus> statuses;
    private TaskState state;
    private TaskState updateState;
    private String updateUuid;
    private boolean killWanted;

    public TaskEntry(Task task) {
        this.info = task.info();
        this.frameworkId = task.frameworkId();
        this.state = task.state();
        this.statuses = new ArrayList<>(task.statuses());
        if (!statuses.isEmpty()) {
            remember(statuses.get(statuses.size() - 1));
        }
    }

    /** A task on its way to its agent. */
    public static TaskEntry launched(TaskInfo info, String frameworkId) {
        return new TaskEntry(new Task(info, frameworkId, TaskState.TASK_STAGING, List.of()));
    }

    public TaskInfo info() {
        return info;
    }

    public String id() {
        return info.taskId();
    }

    public String frameworkId() {
        return frameworkId;
    }

    public String agentId() {
        return info.agentId();
    }

    public TaskState state() {
        return state;
    }

    public List<TaskStatus> statuses() {
        return List.copyOf(statuses);
    }

    /** State of the last status that came from the agent; null if none came. */
    public TaskState updateState() {
        return updateState;
    }

    /** Number of that status; null if none came. */
    public String updateUuid() {
        return updateUuid;
    }

    public boolean killWanted() {
        return killWanted;
    }

    public void wantKill() {
        killWanted = true;
    }

    /** What it takes from its agent: nothing once it has ended. */
    public Resources used() {
        return state.isTerminal() ? Resources.NONE : info.resources();
    }

    /** Notes a status; {@code newest} is the state that the sender knows now. An ended task stays ended. */
    public void update(TaskStatus status, TaskState newest) {
        if (!state.isTerminal()) {
            state = newest;
        }
        boolean known = status.uuid() != null
                && statuses.stream().anyMatch(old -> status.uuid().equals(old.uuid()));
        if (!known) {
            statuses.add(status);
            remember(status);
        }
    }

    private void remember(TaskStatus status) {
        if (status.uuid() != null) {
            updateState = status.state();
            updateUuid = status.uuid();
        }
    }
}
