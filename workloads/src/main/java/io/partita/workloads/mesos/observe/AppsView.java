package io.partita.workloads.mesos.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The apps and their tasks as a Marathon lists them. Immutable.
 *
 * @param via the node whose Marathon was asked
 * @param apps by id
 */
public record AppsView(String via, Map<String, App> apps) {

    public AppsView {
        apps = Map.copyOf(apps);
    }

    /**
     * An app.
     *
     * @param instances how many instances it is to have
     * @param version its version
     * @param deployments the ids of the deployments at work on it
     * @param tasks its tasks by id
     */
    public record App(int instances, String version, List<String> deployments, Map<String, Task> tasks) {
        public App {
            deployments = List.copyOf(deployments);
            tasks = Map.copyOf(tasks);
        }
    }

    /**
     * A task of an app.
     *
     * @param state its state, such as {@code TASK_RUNNING}; {@code null} where Marathon does not say
     * @param node the node it is said to run on; {@code null} if none of ours
     * @param version the version of the app that it was started for
     * @param ports its ports
     */
    public record Task(String state, String node, String version, List<Integer> ports) {
        public Task {
            ports = List.copyOf(ports);
        }
    }

    /** This as the value of an observation. */
    public Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        apps.forEach((id, app) -> {
            Map<String, Object> tasks = new LinkedHashMap<>();
            app.tasks.forEach((task, what) -> tasks.put(
                    task,
                    new Json.Maker()
                            .put("state", what.state)
                            .put("node", what.node)
                            .put("version", what.version)
                            .put("ports", what.ports.stream().map(Long::valueOf).toList())
                            .make()));
            json.put(
                    id,
                    new Json.Maker()
                            .put("instances", app.instances)
                            .put("version", app.version)
                            .put("deployments", app.deployments)
                            .put("tasks", tasks)
                            .make());
        });
        return new Json.Maker().put("via", via).put("apps", json).make();
    }

    static AppsView fromJson(Map<String, Object> json) {
        Map<String, App> apps = new LinkedHashMap<>();
        Json.object(json, "apps").forEach((id, value) -> {
            Map<String, Object> app = Json.object(value);
            Map<String, Task> tasks = new LinkedHashMap<>();
            Json.object(app, "tasks").forEach((task, what) -> tasks.put(task, task(Json.object(what))));
            apps.put(
                    id,
                    new App(
                            (int) Json.number(app, "instances"),
                            Json.text(app, "version"),
                            Json.list(app.get("deployments")).stream()
                                    .map(String::valueOf)
                                    .toList(),
                            tasks));
        });
        return new AppsView(Json.text(json, "via"), apps);
    }

    private static Task task(Map<String, Object> json) {
        return new Task(
                Json.text(json, "state"),
                Json.text(json, "node"),
                Json.text(json, "version"),
                Json.list(json.get("ports")).stream()
                        .filter(Number.class::isInstance)
                        .map(port -> ((Number) port).intValue())
                        .toList());
    }
}
