package io.partita.workloads.mesos.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The state of a Mesos agent by its own account. Immutable.
 *
 * @param id empty before the agent is registered
 * @param masterHostname of the master it takes for the leader, or {@code null}
 * @param frameworks with executors that run
 * @param flags by name
 */
public record AgentState(
        String id,
        String pid,
        String hostname,
        String version,
        String masterHostname,
        List<Framework> frameworks,
        Map<String, String> flags) {

    /** A framework on this agent. */
    public record Framework(String id, String name, List<Executor> executors) {
        public Framework {
            Objects.requireNonNull(id, "id is null");
            Objects.requireNonNull(name, "name is null");
            executors = List.copyOf(executors);
        }

        static Framework read(Fields json) throws Fields.WrongShapeException {
            return new Framework(json.text("id"), json.text("name", ""), json.list("executors", Executor::read));
        }
    }

    /**
     * An executor on this agent.
     *
     * @param container id of what it runs in
     * @param directory its sandbox
     * @param tasks not ended
     * @param queuedTasks ids of those not yet handed to it
     * @param completedTasks ended
     */
    public record Executor(
            String id,
            String container,
            String directory,
            List<TaskEntry> tasks,
            List<String> queuedTasks,
            List<TaskEntry> completedTasks) {
        public Executor {
            Objects.requireNonNull(id, "id is null");
            Objects.requireNonNull(container, "container is null");
            Objects.requireNonNull(directory, "directory is null");
            tasks = List.copyOf(tasks);
            queuedTasks = List.copyOf(queuedTasks);
            completedTasks = List.copyOf(completedTasks);
        }

        static Executor read(Fields json) throws Fields.WrongShapeException {
            return new Executor(
                    json.text("id"),
                    json.text("container", ""),
                    json.text("directory", ""),
                    json.list("tasks", TaskEntry::read),
                    json.listOrEmpty("queued_tasks", each -> each.text("id")),
                    json.listOrEmpty("completed_tasks", TaskEntry::read));
        }
    }

    public AgentState {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(pid, "pid is null");
        Objects.requireNonNull(hostname, "hostname is null");
        Objects.requireNonNull(version, "version is null");
        frameworks = List.copyOf(frameworks);
        flags = Collections.unmodifiableMap(new LinkedHashMap<>(flags));
    }

    /** The tasks of all executors that have not ended. */
    public List<TaskEntry> tasks() {
        List<TaskEntry> all = new ArrayList<>();
        frameworks.forEach(framework -> framework.executors().forEach(executor -> all.addAll(executor.tasks())));
        return List.copyOf(all);
    }

    static AgentState read(Fields json) throws Fields.WrongShapeException {
        String master = json.text("master_hostname", "");
        return new AgentState(
                json.text("id", ""),
                json.text("pid"),
                json.text("hostname"),
                json.text("version"),
                master.isEmpty() ? null : master,
                json.list("frameworks", Framework::read),
                json.objectOrEmpty("flags").entries(Fields::asTextOrJson));
    }
}
