package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Kills tasks on request: they are replaced, or with {@code scale} the app shrinks. */
final class TaskKills {

    private final ApiContext context;
    private final Updates updates;

    TaskKills(ApiContext context, Updates updates) {
        this.context = context;
        this.updates = updates;
    }

    CompletableFuture<Reply> ofApp(AppDefinition app, Call call) {
        String host = call.request()
                .parameter("host")
                .filter(text -> !text.equals("*"))
                .orElse(null);
        return kill(
                () -> TaskView.withTask(context.orchestrator().instances(app.id()))
                        .filter(instance -> host == null || host.equals(instance.host()))
                        .toList(),
                call,
                this::list);
    }

    CompletableFuture<Reply> one(AppDefinition app, String taskId, Call call) {
        return kill(
                () -> {
                    List<Instance> found = TaskView.withTask(
                                    context.orchestrator().instances(app.id()))
                            .filter(instance -> instance.taskId().equals(taskId))
                            .toList();
                    if (found.isEmpty()) {
                        throw ApiError.of(404, "Task '" + taskId + "' does not exist");
                    }
                    return found;
                },
                call,
                this::single);
    }

    CompletableFuture<Reply> byIds(List<String> ids, Call call) {
        return kill(
                () -> TaskView.withTask(context.orchestrator().instances(null))
                        .filter(instance -> ids.contains(instance.taskId()))
                        .toList(),
                call,
                this::list);
    }

    private CompletableFuture<Reply> kill(
            Supplier<List<Instance>> select, Call call, Function<List<Instance>, Reply> shown) {
        boolean scale = call.flag("scale");
        boolean wipe = call.flag("wipe");
        if (scale && wipe) {
            throw ApiError.of(400, "You cannot use scale and wipe at the same time.");
        }
        return updates.run(() -> {
            List<Instance> instances = select.get();
            if (scale && !instances.isEmpty()) {
                updates.requireRoom(call.flag("force"));
            }
            // Shown as they were when the request came.
            Reply asTheyWere = shown.apply(instances);
            if (instances.isEmpty()) {
                return CompletableFuture.completedFuture(asTheyWere);
            }
            return context.orchestrator()
                    .kill(instances, scale, wipe, call.flag("force"))
                    .thenApply((Optional<Deployment> deployment) ->
                            deployment.map(begun -> updates.result(200, begun)).orElse(asTheyWere));
        });
    }

    private Reply list(List<Instance> instances) {
        ObjectNode json = Json.object();
        ArrayNode tasks = json.putArray("tasks");
        instances.forEach(instance -> tasks.add(TaskView.write(instance, false, context.profile())));
        return Reply.done(200, json);
    }

    private Reply single(List<Instance> instances) {
        ObjectNode json = Json.object();
        json.set("task", TaskView.write(instances.get(0), false, context.profile()));
        return Reply.done(200, json);
    }
}
