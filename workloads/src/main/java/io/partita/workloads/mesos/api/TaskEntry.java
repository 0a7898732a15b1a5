package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A task as a Mesos master or agent shows it. Immutable.
 *
 * @param frameworkId its framework
 * @param agentId its agent
 * @param state such as {@code TASK_RUNNING}
 * @param statuses in the order in which they came
 */
public record TaskEntry(
        String id, String name, String frameworkId, String agentId, String state, List<Status> statuses) {

    /**
     * One status of a task.
     *
     * @param timestamp seconds since 1970, by the clock of whoever made it
     */
    public record Status(String state, double timestamp) {
        public Status {
            Objects.requireNonNull(state, "state is null");
        }

        static Status read(Fields json) throws Fields.WrongShapeException {
            return new Status(
                    json.text("state"),
                    Optional.ofNullable(json.numberOrNull("timestamp")).orElse(0.0));
        }
    }

    public TaskEntry {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(name, "name is null");
        Objects.requireNonNull(frameworkId, "frameworkId is null");
        Objects.requireNonNull(agentId, "agentId is null");
        Objects.requireNonNull(state, "state is null");
        statuses = List.copyOf(statuses);
    }

    static TaskEntry read(Fields json) throws Fields.WrongShapeException {
        return new TaskEntry(
                json.text("id"),
                json.text("name", ""),
                json.text("framework_id"),
                json.text(json.spelling("slave_id", "agent_id")),
                json.text("state"),
                json.listOrEmpty("statuses", Status::read));
    }

    static List<TaskEntry> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("tasks", TaskEntry::read);
    }
}
