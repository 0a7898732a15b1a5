package io.partita.workloads.mesos.deploy;

import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The apps as a Marathon lists them, and the deployments at work on each. Immutable.
 *
 * @param via the node whose Marathon was asked
 * @param apps by id
 */
record Listing(String via, Map<String, App> apps) {

    /** The function of the operation that asks for it; its argument is the node to ask. */
    static final String FUNCTION = "deployments";

    /**
     * An app.
     *
     * @param version its version
     * @param token what its environment says; empty if nothing
     * @param instances how many it is to have
     * @param running how many run, as Marathon says
     * @param deployments the ids of those at work on it
     */
    record App(String version, String token, long instances, long running, List<String> deployments) {
        App {
            Objects.requireNonNull(version, "version is null");
            Objects.requireNonNull(token, "token is null");
            deployments = List.copyOf(deployments);
        }

        /** Whether nothing is left to do. */
        boolean isAtRest() {
            return deployments.isEmpty() && running == instances;
        }
    }

    Listing {
        Objects.requireNonNull(via, "via is null");
        apps = Map.copyOf(apps);
    }

    static Listing of(String via, List<io.partita.workloads.mesos.api.App> apps) {
        Map<String, App> views = new LinkedHashMap<>();
        apps.forEach(app -> views.put(
                app.id(),
                new App(
                        app.version(),
                        app.env().getOrDefault(RollingApp.TOKEN, ""),
                        app.instances(),
                        app.tasksRunning(),
                        app.deployments())));
        return new Listing(via, views);
    }

    /** As the value of an operation. */
    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        apps.forEach((id, app) -> json.put(
                id,
                new Json.Maker()
                        .put("version", app.version)
                        .put("token", app.token)
                        .put("instances", app.instances)
                        .put("running", app.running)
                        .put("deployments", app.deployments)
                        .make()));
        return new Json.Maker().put("via", via).put("apps", json).make();
    }

    static Listing fromJson(Object value) {
        Map<String, Object> json = Json.object(value);
        Map<String, App> apps = new LinkedHashMap<>();
        Json.object(json, "apps").forEach((id, one) -> {
            Map<String, Object> app = Json.object(one);
            apps.put(
                    id,
                    new App(
                            Json.optional(app, "version").orElse(""),
                            Json.optional(app, "token").orElse(""),
                            Json.number(app, "instances"),
                            Json.number(app, "running"),
                            Json.list(app.get("deployments")).stream()
                                    .map(String::valueOf)
                                    .toList()));
        });
        return new Listing(Json.optional(json, "via").orElse(""), apps);
    }

    /** All that {@code history} has. */
    static List<Sample<Listing>> of(History history) {
        return Observations.of(history).samples(FUNCTION, Listing::fromJson);
    }

    /** Whether it shows all of {@code wanted} with nothing left to do. */
    boolean isAtRest(List<RollingApp> wanted) {
        return wanted.stream()
                .allMatch(
                        app -> apps.containsKey(app.id()) && apps.get(app.id()).isAtRest());
    }
}
