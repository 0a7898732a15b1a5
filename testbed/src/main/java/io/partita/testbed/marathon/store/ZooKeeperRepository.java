package io.partita.testbed.marathon.store;

import io.partita.testbed.marathon.app.AppDefaults;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.marathon.store.Layout.Category;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Change;
import io.partita.testbed.runtime.ZooKeeper.Content;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Marathon's state in ZooKeeper. One object lives for one leadership: {@link #load} takes over from whoever led before,
 * who can change nothing after that.
 */
public final class ZooKeeperRepository implements Repository {

    private static final String FRAMEWORK_ID = "id";

    private final FencedStore store;
    private final Layout layout = new Layout(Place.MARATHON_PATH + "/state");
    private final StoredJson json;
    private final String self;
    private final int maxVersions;
    private final boolean compare;

    /**
     * @param self who writes, for people who look
     * @param deposed called if it is found out that another took over
     */
    public ZooKeeperRepository(Loop loop, ZooKeeper zooKeeper, Settings settings, String self, Runnable deposed) {
        // B26 forgets every comparison, and B24 would end at the fence.
        this.compare = !settings.has(Bug.B26);
        this.store = new FencedStore(
                loop,
                zooKeeper,
                layout.fence(),
                settings.duration(Knob.MARATHON_ZK_SESSION),
                compare && !settings.has(Bug.B24),
                deposed);
        this.json = new StoredJson(AppDefaults.of(settings));
        this.self = self;
        this.maxVersions = settings.profile().isAtLeast(Profile.PA) ? 50 : 25;
    }

    @Override
    public CompletableFuture<Contents> load() {
        return store.takeOver(self).thenCompose(done -> read());
    }

    /** Reads everything without taking over. */
    public CompletableFuture<Contents> read() {
        CompletableFuture<List<String>> frameworkId = store.readAll(layout.category(Category.FRAMEWORK_ID));
        CompletableFuture<List<AppDefinition>> apps = all(Category.APP, json::app);
        CompletableFuture<List<Instance>> instances = all(Category.INSTANCE, json::instance);
        CompletableFuture<List<Deployment>> deployments = all(Category.DEPLOYMENT, json::deployment);
        CompletableFuture<List<TaskFailure>> failures = all(Category.TASK_FAILURE, StoredJson::failure);
        return CompletableFuture.allOf(frameworkId, apps, instances, deployments, failures)
                .thenApply(done -> new Contents(
                        frameworkId.join().stream().findFirst(),
                        sorted(apps.join(), AppDefinition::id),
                        instances.join().stream()
                                .sorted(Comparator.comparingLong(Instance::since)
                                        .thenComparing(Instance::id))
                                .toList(),
                        sorted(deployments.join(), Deployment::version),
                        failures.join()));
    }

    private <T> CompletableFuture<List<T>> all(Category category, Function<String, T> reader) {
        return store.readAll(layout.category(category))
                .thenApply(texts -> texts.stream().map(reader).toList());
    }

    private static <T> List<T> sorted(List<T> list, Function<T, String> key) {
        return list.stream().sorted(Comparator.comparing(key)).toList();
    }

    /** Nothing is changed any more, though requests on their way may still take effect. */
    public void close() {
        store.close();
    }

    @Override
    public CompletableFuture<Void> storeFrameworkId(String id) {
        return put(Category.FRAMEWORK_ID, FRAMEWORK_ID, id);
    }

    @Override
    public CompletableFuture<Void> deleteFrameworkId() {
        return remove(Category.FRAMEWORK_ID, FRAMEWORK_ID);
    }

    @Override
    public CompletableFuture<Void> storeApp(AppDefinition app) {
        String path = layout.node(Category.APP, AppId.safe(app.id()));
        return store.update(
                path,
                (node, versions) -> AppNode.store(
                        path, app, node, node.map(Content::data).map(json::app), versions, maxVersions, compare));
    }

    @Override
    public CompletableFuture<Void> deleteApp(String appId) {
        String path = layout.node(Category.APP, AppId.safe(appId));
        return store.update(path, (node, versions) -> AppNode.delete(path, node, versions));
    }

    @Override
    public CompletableFuture<List<AppDefinition>> versions(String appId) {
        String path = layout.node(Category.APP, AppId.safe(appId));
        return store.children(path)
                .thenCompose(names -> store.contents(path, names))
                .thenApply(texts -> texts.stream()
                        .map(json::app)
                        .sorted(Comparator.comparing(AppDefinition::version).reversed())
                        .toList());
    }

    @Override
    public CompletableFuture<Void> storeInstance(Instance instance) {
        return put(Category.INSTANCE, instance.id(), StoredJson.write(instance));
    }

    @Override
    public CompletableFuture<Void> deleteInstance(String instanceId) {
        return remove(Category.INSTANCE, instanceId);
    }

    @Override
    public CompletableFuture<Void> storeDeployment(Deployment deployment) {
        return put(Category.DEPLOYMENT, deployment.id(), StoredJson.write(deployment));
    }

    @Override
    public CompletableFuture<Void> deleteDeployment(String deploymentId) {
        return remove(Category.DEPLOYMENT, deploymentId);
    }

    @Override
    public CompletableFuture<Void> storeFailure(TaskFailure failure) {
        return put(Category.TASK_FAILURE, AppId.safe(failure.appId()), StoredJson.write(failure));
    }

    @Override
    public CompletableFuture<Void> deleteFailure(String appId) {
        return remove(Category.TASK_FAILURE, AppId.safe(appId));
    }

    private CompletableFuture<Void> put(Category category, String id, String data) {
        String path = layout.node(category, id);
        return store.update(path, (node, children) -> put(path, node, data));
    }

    private static List<Change> put(String path, Optional<Content> node, String data) {
        if (node.isEmpty()) {
            return List.of(new Change.Create(path, data));
        }
        return node.get().data().equals(data)
                ? List.of()
                : List.of(new Change.Set(path, data, node.get().version()));
    }

    private CompletableFuture<Void> remove(Category category, String id) {
        String path = layout.node(category, id);
        return store.update(
                path,
                (node, children) -> node.isEmpty()
                        ? List.of()
                        : List.of(new Change.Delete(path, node.get().version())));
    }
}
