package io.partita.workloads.mesos.api;

import java.util.List;
import java.util.Objects;

/**
 * A task as Marathon shows it. Immutable.
 *
 * @param host or {@code null}: not yet placed
 * @param ports on its host
 * @param state such as {@code TASK_RUNNING}; what older releases do not say is told by whether it has started
 * @param stagedAt an instant as text, or {@code null}
 * @param startedAt an instant as text, or {@code null}
 * @param version of its app, or {@code null}: a task that ended
 * @param slaveId of its agent, or {@code null}
 * @param alive what each health check found last; empty without any
 */
public record AppTask(
        String id,
        String appId,
        String host,
        List<Integer> ports,
        String state,
        String stagedAt,
        String startedAt,
        String version,
        String slaveId,
        List<Boolean> alive) {

    public AppTask {
        Objects.requireNonNull(id, "id is null");
        Objects.requireNonNull(appId, "appId is null");
        Objects.requireNonNull(state, "state is null");
        ports = List.copyOf(ports);
        alive = List.copyOf(alive);
    }

    /** Whether Marathon takes it to be running. */
    public boolean isRunning() {
        return state.equals("TASK_RUNNING");
    }

    static AppTask read(Fields json) throws Fields.WrongShapeException {
        String startedAt = json.text("startedAt", null);
        return new AppTask(
                json.text("id"),
                json.text("appId"),
                json.text("host", null),
                json.listOrEmpty("ports", each -> (int) each.asNumber()),
                json.text("state", startedAt == null ? "TASK_STAGING" : "TASK_RUNNING"),
                json.text("stagedAt", null),
                startedAt,
                json.text("version", null),
                json.text(json.spelling("slaveId", "agentId"), null),
                json.listOrEmpty("healthCheckResults", each -> each.flag("alive", false)));
    }

    static List<AppTask> readAll(Fields json) throws Fields.WrongShapeException {
        return json.list("tasks", AppTask::read);
    }
}
