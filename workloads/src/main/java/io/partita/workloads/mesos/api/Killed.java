package io.partita.workloads.mesos.api;

import java.util.List;

/**
 * Marathon's answer to a request to kill tasks. Immutable.
 *
 * @param tasks those to be killed, as they were
 * @param deployment that scales the app down, or {@code null} if it is not scaled
 */
public record Killed(List<AppTask> tasks, DeploymentResult deployment) {

    public Killed {
        tasks = List.copyOf(tasks);
    }

    static Killed read(Fields json) throws Fields.WrongShapeException {
        if (json.has("deploymentId")) {
            return new Killed(List.of(), DeploymentResult.read(json));
        }
        return json.has("task")
                ? new Killed(List.of(AppTask.read(json.object("task"))), null)
                : new Killed(AppTask.readAll(json), null);
    }
}
