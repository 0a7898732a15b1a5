package io.partita.workloads.mesos.nodes;

import java.util.List;
import java.util.Objects;

/**
 * A process on a node that belongs to a task. Zombies are none: a process that has ended has no environment that would
 * name its task. Immutable.
 *
 * @param task the task's id
 * @param app the id of the app, such as {@code /web}; empty if the process does not know it
 * @param pid the process id on its node
 * @param startTicks when it began, in clock ticks since the node's kernel booted: with the pid, this names a process
 * @param kind its place in the task
 * @param state what it does
 */
public record TaskProcess(String task, String app, long pid, long startTicks, Kind kind, State state) {

    /** The place of a process in its task. */
    public enum Kind {
        /** The task itself: as long as it is there, the task lives. */
        MAIN,
        /** Another process of a task that lives. */
        CHILD,
        /** A process whose task does not live any more. */
        STRAY
    }

    /** What a process does. */
    public enum State {
        /** It runs or waits. */
        RUNNING,
        /** A signal has stopped it, and none has continued it. */
        STOPPED
    }

    public TaskProcess {
        Objects.requireNonNull(task, "task is null");
        Objects.requireNonNull(app, "app is null");
        Objects.requireNonNull(kind, "kind is null");
        Objects.requireNonNull(state, "state is null");
    }

    Object toJson() {
        return List.of(task, app, pid, startTicks, Fields.name(kind), Fields.name(state));
    }

    static TaskProcess fromJson(Fields json) {
        List<Fields> of = json.elements(6);
        return new TaskProcess(
                of.get(0).string(),
                of.get(1).string(),
                of.get(2).number(),
                of.get(3).number(),
                of.get(4).constant(Kind.class),
                of.get(5).constant(State.class));
    }
}
