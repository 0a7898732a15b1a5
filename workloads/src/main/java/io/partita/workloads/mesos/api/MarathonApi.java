package io.partita.workloads.mesos.api;

import io.partita.workloads.http.HttpExchange;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The HTTP API of one Marathon; a standby passes most requests on to the leader. Never retries, follows no redirect.
 * App ids begin with a slash. Safe for use by several threads.
 */
public final class MarathonApi {

    private static final String APPS = "/v2/apps";

    private final Requests requests;

    /** @param base such as {@code http://10.0.0.1:8080} */
    public MarathonApi(HttpExchange http, URI base) {
        this.requests = new Requests(http, base, 0);
    }

    /** {@code pong} from any Marathon that is alive. */
    public Reply<String> ping() throws InterruptedException {
        return requests.read("/ping", Body.text()).map(text -> text.strip().replaceAll("^\"|\"$", ""));
    }

    public Reply<MarathonInfo> info() throws InterruptedException {
        return requests.read("/v2/info", Body.json(MarathonInfo::read));
    }

    /** {@code host:port} of the leader; releases before 0.8 have no such endpoint and answer 404. */
    public Reply<String> leader() throws InterruptedException {
        return requests.read("/v2/leader", Body.json(json -> json.text("leader")));
    }

    /** Makes the leader abdicate; answers what it says. */
    public Reply<String> abdicate() throws InterruptedException {
        return requests.write("DELETE", "/v2/leader", null, Body.json(json -> json.text("message")));
    }

    /** All apps with counts of tasks. */
    public Reply<List<App>> apps() throws InterruptedException {
        return requests.read(APPS, Body.json(App::readAll));
    }

    /** All apps with their tasks and deployments. */
    public Reply<List<App>> appsWithTasks() throws InterruptedException {
        return requests.read(
                APPS + "?embed=apps.tasks&embed=apps.counts&embed=apps.deployments", Body.json(App::readAll));
    }

    /** One app with its tasks. */
    public Reply<App> app(String id) throws InterruptedException {
        return requests.read(path(id), Body.json(json -> App.read(json.object("app"))));
    }

    /** The app as it was at {@code version}. */
    public Reply<App> app(String id, String version) throws InterruptedException {
        return requests.read(path(id) + "/versions/" + Requests.encoded(version), Body.json(App::read));
    }

    public Reply<List<String>> versions(String id) throws InterruptedException {
        return requests.read(path(id) + "/versions", Body.json(json -> json.list("versions", Fields::asText)));
    }

    /** @param app its definition, as JSON values */
    public Reply<App> create(Map<String, ?> app) throws InterruptedException {
        return requests.write("POST", APPS, app, Body.json(App::read));
    }

    /**
     * Changes an app; makes it if there is none.
     *
     * @param change the fields to change, as JSON values
     * @param force whether deployments in the way are ended
     */
    public Reply<DeploymentResult> update(String id, Map<String, ?> change, boolean force) throws InterruptedException {
        return requests.write("PUT", path(id) + forced(force), change, Body.json(DeploymentResult::read));
    }

    public Reply<DeploymentResult> scale(String id, int instances, boolean force) throws InterruptedException {
        return update(id, Map.of("instances", instances), force);
    }

    public Reply<DeploymentResult> delete(String id, boolean force) throws InterruptedException {
        return requests.write("DELETE", path(id) + forced(force), null, Body.json(DeploymentResult::read));
    }

    /** Replaces every task of an app. */
    public Reply<DeploymentResult> restart(String id, boolean force) throws InterruptedException {
        return requests.write("POST", path(id) + "/restart" + forced(force), null, Body.json(DeploymentResult::read));
    }

    public Reply<List<AppTask>> appTasks(String id) throws InterruptedException {
        return requests.read(path(id) + "/tasks", Body.json(AppTask::readAll));
    }

    /** The tasks of all apps. */
    public Reply<List<AppTask>> tasks() throws InterruptedException {
        return requests.read("/v2/tasks", Body.json(AppTask::readAll));
    }

    /**
     * Kills one task.
     *
     * @param scale whether the app is to have one instance less, instead of a new one
     */
    public Reply<Killed> killTask(String id, String taskId, boolean scale) throws InterruptedException {
        String path = path(id) + "/tasks/" + Requests.encoded(taskId) + "?scale=" + scale;
        return requests.write("DELETE", path, null, Body.json(Killed::read));
    }

    /** Kills all tasks of an app; {@code scale} as for one. */
    public Reply<Killed> killTasks(String id, boolean scale) throws InterruptedException {
        return requests.write("DELETE", path(id) + "/tasks?scale=" + scale, null, Body.json(Killed::read));
    }

    /** Those under way. */
    public Reply<List<Deployment>> deployments() throws InterruptedException {
        return requests.read("/v2/deployments", Body.json(Deployment::readAll));
    }

    /**
     * Ends a deployment.
     *
     * @param force false to begin another that takes it back, which is the answer; true to leave things as they are
     */
    public Reply<Optional<DeploymentResult>> cancelDeployment(String deploymentId, boolean force)
            throws InterruptedException {
        return requests.write(
                "DELETE",
                "/v2/deployments/" + Requests.encoded(deploymentId) + forced(force),
                null,
                Body.optionalJson(DeploymentResult::read));
    }

    /** What waits to be launched. */
    public Reply<List<QueueItem>> queue() throws InterruptedException {
        return requests.read("/v2/queue", Body.json(QueueItem::readAll));
    }

    /** Ends the back-off of an app. */
    public Reply<String> resetDelay(String id) throws InterruptedException {
        return requests.write("DELETE", "/v2/queue" + encoded(id) + "/delay", null, Body.any());
    }

    private static String path(String id) {
        return APPS + encoded(id);
    }

    private static String encoded(String id) {
        if (!id.startsWith("/") || id.length() < 2) {
            throw new IllegalArgumentException("not an app's id like /web: " + id);
        }
        return Requests.encoded(id);
    }

    private static String forced(boolean force) {
        return force ? "?force=true" : "";
    }
}
