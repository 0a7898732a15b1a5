package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.api.AppView.Part;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.settings.Profile;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v2/apps}: reads apps, and hands what changes them to {@link AppChanges} and {@link TaskKills}. */
final class AppsResource implements Resource {

    private final ApiContext context;
    private final AppChanges changes;
    private final TaskKills kills;
    private final AppView view;

    AppsResource(ApiContext context, Updates updates) {
        this.context = context;
        this.changes = new AppChanges(context, updates);
        this.kills = new TaskKills(context, updates);
        this.view = new AppView(context);
    }

    @Override
    public CompletableFuture<Reply> answer(Call call) {
        AppPath path = AppPath.of(call.parts());
        if (path.isAll()) {
            return all(call);
        }
        return switch (path.sub()) {
            case "tasks" -> tasks(call, path);
            case "versions" -> versions(call, path);
            case "restart" -> {
                require(call.method().equals("POST"));
                yield changes.restart(path.appId(), call);
            }
            default -> one(call, path.appId());
        };
    }

    private static void require(boolean allowed) {
        if (!allowed) {
            throw ApiError.methodNotAllowed();
        }
    }

    private CompletableFuture<Reply> all(Call call) {
        return switch (call.method()) {
            case "GET" -> Resource.now(list(call));
            case "POST" -> changes.create(call);
            case "PUT" -> changes.updateAll(call, !"false".equals(parameter(call, "partialUpdate")), true);
            case "PATCH" -> {
                require(context.isAtLeast(Profile.PA));
                yield changes.updateAll(call, true, false);
            }
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private static String parameter(Call call, String name) {
        return call.request().parameter(name).orElse("");
    }

    private CompletableFuture<Reply> one(Call call, String id) {
        return switch (call.method()) {
            case "GET" -> Resource.now(show(call, id));
            case "PUT" -> changes.update(id, call, !"false".equals(parameter(call, "partialUpdate")), true);
            case "PATCH" -> {
                require(context.isAtLeast(Profile.PA));
                yield changes.update(id, call, true, false);
            }
            case "DELETE" -> changes.delete(id, call);
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private Reply list(Call call) {
        Set<Part> parts = EnumSet.of(Part.COUNTS, Part.DEPLOYMENTS);
        parts.addAll(AppView.parts(call.all("embed")));
        Predicate<AppDefinition> wanted = filter(call);
        ObjectNode json = Json.object();
        ArrayNode apps = json.putArray("apps");
        context.orchestrator().apps().stream().filter(wanted).forEach(app -> apps.add(view.write(app, parts)));
        return Reply.shown(json);
    }

    private static Predicate<AppDefinition> filter(Call call) {
        Predicate<AppDefinition> wanted = app -> true;
        for (String cmd : call.all("cmd")) {
            wanted = wanted.and(
                    app -> app.cmd() != null && app.cmd().toLowerCase().contains(cmd.toLowerCase()));
        }
        for (String id : call.all("id")) {
            wanted = wanted.and(app -> app.id().toLowerCase().contains(id.toLowerCase()));
        }
        for (String label : call.all("label")) {
            Predicate<Map<String, String>> selector = LabelSelector.parse(label);
            wanted = wanted.and(app -> selector.test(app.labels()));
        }
        return wanted;
    }

    private AppDefinition find(String id) {
        return context.orchestrator().app(id).orElseThrow(() -> ApiError.noApp(id));
    }

    private Reply show(Call call, String id) {
        Set<Part> parts = EnumSet.of(Part.COUNTS, Part.DEPLOYMENTS, Part.TASKS, Part.LAST_TASK_FAILURE);
        parts.addAll(AppView.parts(call.all("embed")));
        ObjectNode json = Json.object();
        json.set("app", view.write(find(id), parts));
        return Reply.shown(json);
    }

    private CompletableFuture<Reply> tasks(Call call, AppPath path) {
        AppDefinition app = find(path.appId());
        if (call.method().equals("DELETE")) {
            return path.item().isEmpty() ? kills.ofApp(app, call) : kills.one(app, path.item(), call);
        }
        require(call.method().equals("GET") && path.item().isEmpty());
        return Resource.now(
                call.acceptsPlainText()
                        ? Reply.plain(TaskText.write(List.of(app), context.orchestrator()))
                        : Reply.shown(TasksResource.list(
                                context.orchestrator().instances(app.id()), false, context.profile())));
    }

    private CompletableFuture<Reply> versions(Call call, AppPath path) {
        require(call.method().equals("GET"));
        find(path.appId());
        return context.repository().versions(path.appId()).thenApply(versions -> {
            if (path.item().isEmpty()) {
                ObjectNode json = Json.object();
                json.set(
                        "versions",
                        Json.texts(versions.stream().map(AppDefinition::version).toList()));
                return Reply.shown(json);
            }
            return versions.stream()
                    .filter(app -> app.version().equals(path.item()))
                    .findFirst()
                    .map(app -> Reply.shown(AppJson.write(app, context.profile())))
                    .orElseThrow(() -> ApiError.of(
                            404,
                            "App '" + AppId.canonical(path.appId()) + "' does not exist in version " + path.item()));
        });
    }
}
