package io.partita.testbed.agent;

import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.Task;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One run of an executor with its one task, as the agent knows it.
 *
 * <ul>
 *   <li>STARTING: launched, or found in the checkpoints, and not registered yet. Registering: REGISTERED. Not in time:
 *       it is destroyed.
 *   <li>REGISTERED: connected, at least once.
 *   <li>EXITED: its process is gone; if the end of the task is not known, the agent itself says that it failed. The
 *       container stays until the framework has acknowledged the end.
 * </ul>
 */
final class Container {

    enum State {
        STARTING,
        REGISTERED,
        EXITED
    }

    /** Whether anything was ever behind it. */
    enum Kind {
        LAUNCHED,
        /** The task has ended, and is said to run. */
        REVIVED,
        /** The agent never had the task, and says so. */
        UNKNOWN
    }

    private final String id;
    private final FrameworkInfo framework;
    private final TaskInfo task;
    private final Layout.Run run;
    private final Path sandbox;
    private final UpdateStream updates = new UpdateStream();
    private final List<TaskStatus> statuses = new ArrayList<>();
    State state = State.STARTING;
    TaskState taskState = TaskState.TASK_STAGING;
    /** Zero while it is unknown. */
    long pid;
    /** Whether it is being killed, so that nothing is to start in it any more. */
    boolean doomed;
    /** What an update of the agent's own says if the executor exits before it reported the end. */
    Ending ending = new Ending(TaskState.TASK_FAILED, "REASON_EXECUTOR_TERMINATED", "Executor terminated");

    private Kind kind = Kind.LAUNCHED;
    /** Its framework was shut down: nobody is told anything any more. */
    boolean silent;

    /** Why the agent takes a task for ended. */
    record Ending(TaskState state, String reason, String message) {}

    Container(String id, FrameworkInfo framework, TaskInfo task, Layout.Run run, Path sandbox) {
        this.id = id;
        this.framework = framework;
        this.task = task;
        this.run = run;
        this.sandbox = sandbox;
    }

    String id() {
        return id;
    }

    FrameworkInfo framework() {
        return framework;
    }

    TaskInfo task() {
        return task;
    }

    String taskId() {
        return task.taskId();
    }

    Layout.Run run() {
        return run;
    }

    Path sandbox() {
        return sandbox;
    }

    UpdateStream updates() {
        return updates;
    }

    boolean isCheckpointed() {
        return framework.checkpoint() && kind == Kind.LAUNCHED;
    }

    /** The same task without anything behind it. */
    Container revival(String newId) {
        Container revived = new Container(newId, framework, task, run, sandbox);
        revived.kind = Kind.REVIVED;
        revived.state = State.EXITED;
        return revived;
    }

    /**
     * For a task that somebody names and the agent never had.
     *
     * @param framework its id may be null: then only the master knows whose the task is
     */
    static Container unknown(String id, FrameworkInfo framework, String taskId, String agentId) {
        CommandInfo none = new CommandInfo("", List.of(), Map.of(), null);
        TaskInfo task = new TaskInfo(taskId, taskId, agentId, Resources.NONE, none, Map.of(), null, List.of());
        Container container = new Container(id, framework, task, null, null);
        container.kind = Kind.UNKNOWN;
        container.state = State.EXITED;
        return container;
    }

    Kind kind() {
        return kind;
    }

    boolean isTask(String frameworkId, String taskId) {
        return task.taskId().equals(taskId)
                && (framework.id() == null || framework.id().equals(frameworkId));
    }

    /** Takes an update into the stream and into what is shown; false if it is not new. */
    boolean take(TaskStatus status) {
        if (!updates.add(status)) {
            return false;
        }
        show(status);
        return true;
    }

    /** Makes a status the newest of those that are shown. */
    void show(TaskStatus status) {
        taskState = status.state();
        if (!statuses.isEmpty() && statuses.get(statuses.size() - 1).state() == status.state()) {
            statuses.remove(statuses.size() - 1);
        }
        statuses.add(status);
    }

    /** The task as it is told to masters. */
    Task asTask() {
        return new Task(task, framework.id(), taskState, statuses);
    }

    /** What the logs call it. */
    @Override
    public String toString() {
        return "executor '" + taskId() + "' of framework " + framework.id();
    }
}
