package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Shows apps with what belongs to them. */
final class AppView {

    /** What can be shown beside the definition. */
    enum Part {
        COUNTS,
        DEPLOYMENTS,
        TASKS,
        LAST_TASK_FAILURE,
        TASK_STATS
    }

    private final ApiContext context;

    AppView(ApiContext context) {
        this.context = context;
    }

    /** The parts that {@code embed} parameters ask for, such as {@code apps.tasks} or {@code app.taskStats}. */
    static Set<Part> parts(List<String> embed) {
        return embed.stream()
                .map(name -> name.substring(name.indexOf('.') + 1))
                .flatMap(name -> switch (name) {
                    case "counts" -> List.of(Part.COUNTS).stream();
                    case "deployments" -> List.of(Part.DEPLOYMENTS).stream();
                    case "tasks" -> List.of(Part.TASKS).stream();
                    case "lastTaskFailure" -> List.of(Part.LAST_TASK_FAILURE).stream();
                    case "failures" -> List.of(Part.TASKS, Part.LAST_TASK_FAILURE).stream();
                    case "taskStats" -> List.of(Part.TASK_STATS).stream();
                    default -> List.<Part>of().stream();
                })
                .collect(Collectors.toSet());
    }

    ObjectNode write(AppDefinition app, Set<Part> parts) {
        ObjectNode json = AppJson.write(app, context.profile());
        List<Instance> instances = context.orchestrator().instances(app.id());
        if (parts.contains(Part.COUNTS)) {
            counts(json, TaskView.Counts.of(instances));
        }
        if (parts.contains(Part.DEPLOYMENTS)) {
            ArrayNode ids = json.putArray("deployments");
            context.orchestrator().deployments().stream()
                    .filter(deployment -> deployment.affectedApps().contains(app.id()))
                    .forEach(deployment -> ids.addObject().put("id", deployment.id()));
        }
        if (parts.contains(Part.TASKS)) {
            ArrayNode tasks = json.putArray("tasks");
            TaskView.withTask(instances)
                    .forEach(instance -> tasks.add(TaskView.write(instance, false, context.profile())));
        }
        if (parts.contains(Part.LAST_TASK_FAILURE)) {
            context.orchestrator()
                    .lastFailure(app.id())
                    .ifPresent(failure -> json.set("lastTaskFailure", failure(failure)));
        }
        if (parts.contains(Part.TASK_STATS)) {
            json.set(
                    "taskStats",
                    TaskStats.write(app, instances, context.platform().loop().wallClock()));
        }
        return json;
    }

    private void counts(ObjectNode json, TaskView.Counts counts) {
        json.put("tasksStaged", counts.staged()).put("tasksRunning", counts.running());
        if (context.isAtLeast(Profile.LEGACY1)) {
            json.put("tasksHealthy", counts.healthy()).put("tasksUnhealthy", counts.unhealthy());
        }
    }

    /** An app that was just made, as it was asked for. */
    ObjectNode created(AppDefinition app, Deployment deployment) {
        ObjectNode json = AppJson.write(app, context.profile());
        counts(json, new TaskView.Counts(0, 0, 0, 0));
        json.putArray("deployments").addObject().put("id", deployment.id());
        json.putArray("tasks");
        return json;
    }

    private ObjectNode failure(TaskFailure failure) {
        ObjectNode json = Json.object()
                .put("appId", failure.appId())
                .put("host", failure.host())
                .put("message", failure.message())
                .put("state", failure.state())
                .put("taskId", failure.taskId())
                .put("timestamp", Json.time(failure.at()))
                .put("version", failure.version());
        return context.isAtLeast(Profile.LEGACY1) ? json.put("slaveId", failure.agentId()) : json;
    }
}
