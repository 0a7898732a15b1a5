package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A task as a Mesos master or agent shows it. Immutable.
 *
 * @param frameworkId its framework
 * @param agentId its agent
 * @param state such as {@code TASK_RUNNING}
 * @param statuses in the order in which they came
 * @param ports that it was given on its agent, the first {@value #MOST_PORTS} of them
 */
public record TaskEntry(
        String id,
        String name,
        String frameworkId,
        String agentId,
        String state,
        List<Status> statuses,
        List<Integer> ports) {

    /** More ports than this no task needs to be found. */
    static final int MOST_PORTS = 100;

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

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
        ports = List.copyOf(ports);
    }

    static TaskEntry read(Fields json) throws Fields.WrongShapeException {
        return new TaskEntry(
                json.text("id"),
                json.text("name", ""),
                json.text("framework_id"),
                json.text(json.spelling("slave_id", "agent_id")),
                json.text("state"),
                json.listOrEmpty("statuses", Status::read),
                ports(json.objectOrEmpty("resources").text("ports", "")));
    }

    /** @param ranges such as {@code [31000-31001, 31005-31005]} */
    private static List<Integer> ports(String ranges) {
        return RANGE.matcher(ranges)
                .results()
                .flatMapToInt(found ->
                        IntStream.rangeClosed(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2))))
                .limit(MOST_PORTS)
                .boxed()
                .toList();
    }

    static List<TaskEntry> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("tasks", TaskEntry::read);
    }
}
