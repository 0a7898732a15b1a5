package io.partita.testbed.marathon.store;

import io.partita.testbed.marathon.app.AppDefaults;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.AppReader;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.TaskFailure;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns what is stored into JSON and back. */
final class StoredJson {

    private final AppDefaults defaults;

    /** @param defaults for fields that a stored app lacks */
    StoredJson(AppDefaults defaults) {
        this.defaults = defaults;
    }

    static String write(AppDefinition app) {
        return AppJson.write(app).toString();
    }

    AppDefinition app(String text) {
        return app(Json.parse(text));
    }

    private AppDefinition app(JsonNode json) {
        return AppReader.read((ObjectNode) json, defaults);
    }

    static String write(Instance instance) {
        ObjectNode json = Json.object()
                .put("id", instance.id())
                .put("taskId", instance.taskId())
                .put("incarnation", instance.incarnation())
                .put("condition", instance.condition().name())
                .put("goal", instance.goal().name())
                .put("agentId", instance.agentId())
                .put("host", instance.host())
                .put("ip", instance.ip());
        ArrayNode ports = json.putArray("ports");
        instance.ports().forEach(ports::add);
        json.put("since", instance.since()).put("stagedAt", instance.stagedAt()).put("startedAt", instance.startedAt());
        if (instance.health() != null) {
            Instance.Health health = instance.health();
            json.putObject("health")
                    .put("alive", health.alive())
                    .put("consecutiveFailures", health.consecutiveFailures())
                    .put("firstSuccess", health.firstSuccess())
                    .put("lastSuccess", health.lastSuccess())
                    .put("lastFailure", health.lastFailure())
                    .put("lastFailureCause", health.lastFailureCause());
        }
        json.set("app", AppJson.write(instance.app()));
        return json.toString();
    }

    Instance instance(String text) {
        JsonNode json = Json.parse(text);
        return new Instance(
                json.get("id").stringValue(),
                app(json.get("app")),
                text(json, "taskId"),
                json.get("incarnation").intValue(),
                Instance.Condition.valueOf(json.get("condition").stringValue()),
                Instance.Goal.valueOf(json.get("goal").stringValue()),
                text(json, "agentId"),
                text(json, "host"),
                text(json, "ip"),
                json.get("ports").valueStream().map(JsonNode::intValue).toList(),
                json.get("since").longValue(),
                number(json, "stagedAt"),
                number(json, "startedAt"),
                json.has("health") ? health(json.get("health")) : null);
    }

    private static Instance.Health health(JsonNode json) {
        return new Instance.Health(
                json.get("alive").booleanValue(),
                json.get("consecutiveFailures").intValue(),
                number(json, "firstSuccess"),
                number(json, "lastSuccess"),
                number(json, "lastFailure"),
                text(json, "lastFailureCause"));
    }

    static String write(Deployment deployment) {
        ObjectNode json = Json.object().put("id", deployment.id()).put("version", deployment.version());
        apps(json.putArray("original"), deployment.original());
        apps(json.putArray("target"), deployment.target());
        ArrayNode steps = json.putArray("steps");
        for (Deployment.Step step : deployment.steps()) {
            ArrayNode actions = steps.addArray();
            step.actions()
                    .forEach(action -> actions.addObject()
                            .put("kind", action.kind().name())
                            .put("app", action.appId()));
        }
        return json.put("currentStep", deployment.currentStep()).toString();
    }

    private static void apps(ArrayNode array, List<AppDefinition> apps) {
        apps.forEach(app -> array.add(AppJson.write(app)));
    }

    Deployment deployment(String text) {
        JsonNode json = Json.parse(text);
        return new Deployment(
                json.get("id").stringValue(),
                json.get("version").stringValue(),
                json.get("original").valueStream().map(this::app).toList(),
                json.get("target").valueStream().map(this::app).toList(),
                json.get("steps").valueStream().map(StoredJson::step).toList(),
                json.get("currentStep").intValue());
    }

    private static Deployment.Step step(JsonNode actions) {
        return new Deployment.Step(actions.valueStream()
                .map(action -> new Deployment.Action(
                        Deployment.Kind.valueOf(action.get("kind").stringValue()),
                        action.get("app").stringValue()))
                .toList());
    }

    static String write(TaskFailure failure) {
        return Json.object()
                .put("appId", failure.appId())
                .put("taskId", failure.taskId())
                .put("state", failure.state())
                .put("message", failure.message())
                .put("host", failure.host())
                .put("agentId", failure.agentId())
                .put("at", failure.at())
                .put("version", failure.version())
                .toString();
    }

    static TaskFailure failure(String text) {
        JsonNode json = Json.parse(text);
        return new TaskFailure(
                text(json, "appId"),
                text(json, "taskId"),
                text(json, "state"),
                text(json, "message"),
                text(json, "host"),
                text(json, "agentId"),
                json.get("at").longValue(),
                text(json, "version"));
    }

    private static String text(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).stringValue() : null;
    }

    private static Long number(JsonNode json, String name) {
        return json.hasNonNull(name) ? json.get(name).longValue() : null;
    }
}
