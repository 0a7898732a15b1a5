package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.InvalidApp;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Profile;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/tasks}: all tasks, those that run or that are about to, and the end of some. */
final class TasksResource implements Resource {

    private final ApiContext context;
    private final TaskKills kills;

    TasksResource(ApiContext context, Updates updates) {
        this.context = context;
        this.kills = new TaskKills(context, updates);
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        if (call.parts().equals(List.of("delete")) && context.isAtLeast(Profile.LEGACY1)) {
            if (!call.method().equals("POST")) {
                throw ApiError.methodNotAllowed();
            }
            return kills.byIds(ids(call.object()), call);
        }
        return Api.onlyGet(list -> Resource.now(list(list))).answer(call);
    }

    private static List<String> ids(ObjectNode json) {
        List<String> ids = new ArrayList<>();
        if (!json.path("ids").isArray()) {
            throw InvalidApp.of("/ids", "error.expected.jsarray");
        }
        for (JsonNode id : json.get("ids")) {
            if (!id.isString()) {
                throw InvalidApp.of("/ids(" + ids.size() + ")", "error.expected.jsstring");
            }
            ids.add(id.stringValue());
        }
        return ids;
    }

    private Reply list(Call call) {
        if (call.acceptsPlainText()) {
            return Reply.plain(TaskText.write(context.orchestrator().apps(), context.orchestrator()));
        }
        Set<Condition> wanted = conditions(call);
        List<Instance> instances = context.orchestrator().instances(null).stream()
                .filter(instance -> wanted.isEmpty() || wanted.contains(instance.condition()))
                .toList();
        return Reply.shown(list(instances, true, context.profile()));
    }

    private static Set<Condition> conditions(Call call) {
        Set<Condition> wanted = EnumSet.noneOf(Condition.class);
        List<String> statuses = new ArrayList<>(call.all("status"));
        statuses.addAll(call.all("status[]"));
        for (String status : statuses) {
            switch (status) {
                case "running" -> wanted.add(Condition.RUNNING);
                case "staging" -> wanted.addAll(EnumSet.range(Condition.PROVISIONED, Condition.STARTING));
                default -> throw ApiError.of(400, "status must be running or staging, not \"" + status + "\"");
            }
        }
        return wanted;
    }

    static ObjectNode list(List<Instance> instances, boolean withServicePorts, Profile profile) {
        ObjectNode json = Json.object();
        ArrayNode tasks = json.putArray("tasks");
        TaskView.withTask(instances)
                .forEach(instance -> tasks.add(TaskView.write(instance, withServicePorts, profile)));
        return json;
    }
}
