package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;

/**
 * A framework as a Mesos master shows it. Immutable.
 *
 * @param active whether it is offered resources
 * @param connected whether its scheduler is; where a release does not say, as active
 * @param recovered whether it is known only from its agents since the master leads
 * @param tasks not ended
 * @param completedTasks the last of those that ended
 * @param unreachableTasks on agents that are unreachable
 */
public record FrameworkEntry(
        String id,
        String name,
        boolean active,
        boolean connected,
        boolean recovered,
        List<TaskEntry> tasks,
        List<TaskEntry> completedTasks,
        List<TaskEntry> unreachableTasks) {

    public FrameworkEntry {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        tasks = List.copyOf(tasks);
        completedTasks = List.copyOf(completedTasks);
        unreachableTasks = List.copyOf(unreachableTasks);
    }

    static FrameworkEntry read(Fields json) throws Fields.WrongShapeException {
        boolean active = json.flag("active", false);
        return new FrameworkEntry(
                json.text("id"),
                json.text("name"),
                active,
                json.flag("connected", active),
                json.flag("recovered", false),
                json.list("tasks", TaskEntry::read),
                json.listOrEmpty("completed_tasks", TaskEntry::read),
                json.listOrEmpty("unreachable_tasks", TaskEntry::read));
    }

    /** The answer of the endpoint that lists frameworks only. */
    static List<FrameworkEntry> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("frameworks", FrameworkEntry::read);
    }
}
