package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefaults;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.InvalidApp;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.app.ServicePorts;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.settings.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Creates, updates, deletes and restarts apps. */
final class AppChanges {

    private final ApiContext context;
    private final Updates updates;
    private final AppDefaults defaults;
    private final AppView view;

    AppChanges(ApiContext context, Updates updates) {
        this.context = context;
        this.updates = updates;
        this.defaults = AppDefaults.of(context.settings());
        this.view = new AppView(context);
    }

    private Optional<AppDefinition> find(String id) {
        return context.orchestrator().app(id);
    }

    private AppDefinition require(String id) {
        return find(id).orElseThrow(() -> ApiError.noApp(id));
    }

    CompletableFuture<Reply> create(Call call) {
        AppDefinition given = AppPatch.whole(call.object(), defaults);
        return updates.run(() -> {
            String version = updates.nextVersion();
            AppDefinition before = find(given.id()).orElse(null);
            if (before != null && context.isAtLeast(Profile.LEGACY1)) {
                ApiError exists = ApiError.exists(given.id());
                context.events()
                        .publish(
                                "group_change_failed",
                                Json.object()
                                        .put("groupId", "/")
                                        .put("version", version)
                                        .put(
                                                "reason",
                                                exists.body().get("message").stringValue()));
                throw exists;
            }
            AppDefinition shown = given.versioned(version, "", "");
            return deploy(List.of(given), List.of(), version, call.flag("force"))
                    .thenApply(deployment -> {
                        told(call, shown);
                        return updates.marked(
                                Reply.done(201, view.created(shown, deployment))
                                        .with("Location", "http://" + context.http() + given.id()),
                                deployment);
                    });
        });
    }

    /**
     * Updates an app.
     *
     * @param partial whether what is left out stays as it was
     * @param create whether it is made if there is none
     */
    CompletableFuture<Reply> update(String id, Call call, boolean partial, boolean create) {
        ObjectNode json = AppPatch.named(call.object(), id);
        Optional<String> old = AppPatch.oldVersion(json);
        if (old.isPresent()) {
            return context.repository().versions(id).thenCompose(versions -> goBack(id, old.get(), versions, call));
        }
        return updates.run(() -> {
            AppDefinition before = find(id).orElse(null);
            AppDefinition app = next(before, json, partial, create);
            return deployOne(app, before == null ? 201 : 200, call);
        });
    }

    private CompletableFuture<Reply> goBack(String id, String version, List<AppDefinition> versions, Call call) {
        AppDefinition old = versions.stream()
                .filter(app -> app.version().equals(version))
                .findFirst()
                .orElseThrow(() -> ApiError.of(404, "App '" + id + "' does not exist in version " + version));
        return updates.run(() -> {
            require(id);
            return deployOne(old, 200, call);
        });
    }

    private CompletableFuture<Reply> deployOne(AppDefinition app, int status, Call call) {
        return deploy(List.of(app), List.of(), updates.nextVersion(), call.flag("force"))
                .thenApply(deployment -> {
                    told(call, find(app.id()).orElse(app));
                    return updates.result(status, deployment);
                });
    }

    private AppDefinition next(AppDefinition before, ObjectNode json, boolean partial, boolean create) {
        if (before == null && !create) {
            throw ApiError.noApp(AppId.canonical(json.path("id").asString("")));
        }
        return before == null || !partial ? AppPatch.whole(json, defaults) : AppPatch.merge(before, json, defaults);
    }

    /** Several apps in one deployment. */
    CompletableFuture<Reply> updateAll(Call call, boolean partial, boolean create) {
        JsonNode body = call.json();
        if (!body.isArray()) {
            throw InvalidApp.of("/", "error.expected.jsarray");
        }
        return updates.run(() -> {
            Map<String, AppDefinition> apps = new LinkedHashMap<>();
            for (JsonNode element : body) {
                ObjectNode json = Call.object(element, "/(" + apps.size() + ")");
                String id = AppId.canonical(json.path("id").asString(""));
                AppDefinition app = next(find(id).orElse(null), json.deepCopy().put("id", id), partial, create);
                if (apps.put(id, app) != null) {
                    throw InvalidApp.of("/(" + apps.size() + ")/id", "is there more than once");
                }
            }
            return deploy(List.copyOf(apps.values()), List.of(), updates.nextVersion(), call.flag("force"))
                    .thenApply(deployment -> {
                        apps.keySet().forEach(id -> find(id).ifPresent(app -> told(call, app)));
                        return updates.result(200, deployment);
                    });
        });
    }

    CompletableFuture<Reply> delete(String id, Call call) {
        return updates.run(() -> {
            require(id);
            // In classic nothing stops a deletion, unless it asks to be stopped.
            boolean force = call.flag("force", context.profile() == Profile.CLASSIC);
            return deploy(List.of(), List.of(id), "", force).thenApply(deployment -> updates.result(200, deployment));
        });
    }

    CompletableFuture<Reply> restart(String id, Call call) {
        return updates.run(() -> {
            require(id);
            updates.requireRoom(call.flag("force"));
            return context.orchestrator()
                    .restart(id, updates.nextVersion(), call.flag("force"))
                    .thenApply(deployment -> updates.result(200, deployment));
        });
    }

    /** @param version of the apps; a deletion has none */
    private CompletableFuture<Deployment> deploy(
            List<AppDefinition> apps, List<String> deleted, String version, boolean force) {
        updates.requireRoom(force);
        Set<String> changed = new HashSet<>(deleted);
        apps.forEach(app -> changed.add(app.id()));
        List<AppDefinition> others = new ArrayList<>(context.orchestrator().apps());
        others.removeIf(app -> changed.contains(app.id()));
        List<AppDefinition> target = new ArrayList<>();
        for (AppDefinition app : apps) {
            AppDefinition before = find(app.id()).orElse(null);
            AppDefinition ready = ServicePorts.assign(app, others, before).following(before, version);
            target.add(ready);
            others.add(ready);
        }
        return context.orchestrator().change(target, deleted, force);
    }

    private void told(Call call, AppDefinition app) {
        ObjectNode event = Json.object()
                .put("clientIp", call.request().client())
                .put("uri", call.request().path());
        event.set("appDefinition", AppJson.write(app, context.profile()));
        context.events().publish("api_post_event", event);
    }
}
