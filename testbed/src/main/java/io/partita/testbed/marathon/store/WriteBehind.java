package io.partita.testbed.marathon.store;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A repository that says that apps and deployments are stored before they are: they are some time later, in order. Wrong, for
 * what is acknowledged is lost if the process dies in the meantime.
 */
public final class WriteBehind implements Repository {

    private final Loop loop;
    private final Repository real;
    private final Duration delay;
    private final List<AppDefinition> pending = new ArrayList<>();

    public WriteBehind(Loop loop, Repository real, Duration delay) {
        this.loop = loop;
        this.real = real;
        this.delay = delay;
    }

    private CompletableFuture<Void> later(Supplier<CompletableFuture<Void>> write) {
        loop.after(delay, write::get);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Contents> load() {
        return real.load();
    }

    @Override
    public CompletableFuture<Void> storeFrameworkId(String id) {
        return real.storeFrameworkId(id);
    }

    @Override
    public CompletableFuture<Void> deleteFrameworkId() {
        return real.deleteFrameworkId();
    }

    @Override
    public CompletableFuture<Void> storeApp(AppDefinition app) {
        pending.add(0, app);
        return later(() -> {
            pending.remove(app);
            return real.storeApp(app);
        });
    }

    @Override
    public CompletableFuture<Void> deleteApp(String appId) {
        pending.removeIf(app -> app.id().equals(appId));
        return later(() -> real.deleteApp(appId));
    }

    @Override
    public CompletableFuture<List<AppDefinition>> versions(String appId) {
        List<AppDefinition> notYet =
                pending.stream().filter(app -> app.id().equals(appId)).toList();
        return real.versions(appId)
                .thenApply(stored -> Stream.concat(notYet.stream(), stored.stream())
                        .distinct()
                        .toList());
    }

    @Override
    public CompletableFuture<Void> storeInstance(Instance instance) {
        return real.storeInstance(instance);
    }

    @Override
    public CompletableFuture<Void> deleteInstance(String instanceId) {
        return real.deleteInstance(instanceId);
    }

    @Override
    public CompletableFuture<Void> storeDeployment(Deployment deployment) {
        return later(() -> real.storeDeployment(deployment));
    }

    @Override
    public CompletableFuture<Void> deleteDeployment(String deploymentId) {
        return later(() -> real.deleteDeployment(deploymentId));
    }

    @Override
    public CompletableFuture<Void> storeFailure(TaskFailure failure) {
        return real.storeFailure(failure);
    }

    @Override
    public CompletableFuture<Void> deleteFailure(String appId) {
        return real.deleteFailure(appId);
    }
}
