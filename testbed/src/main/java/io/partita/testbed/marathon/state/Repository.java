package io.partita.testbed.marathon.state;

import io.partita.testbed.marathon.app.AppDefinition;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * What outlives a Marathon: kept in ZooKeeper, and durable once the future completes. Futures complete on the loop; they fail
 * when ZooKeeper does not confirm in time, and then it is unknown whether the change took place.
 */
public interface Repository {

    /**
     * Everything that is stored.
     *
     * @param apps the current version of every app
     * @param frameworkId empty if none was ever registered
     */
    record Contents(
            Optional<String> frameworkId,
            List<AppDefinition> apps,
            List<Instance> instances,
            List<Deployment> deployments,
            List<TaskFailure> failures) {

        public Contents {
            apps = List.copyOf(apps);
            instances = List.copyOf(instances);
            deployments = List.copyOf(deployments);
            failures = List.copyOf(failures);
        }
    }

    CompletableFuture<Contents> load();

    CompletableFuture<Void> storeFrameworkId(String id);

    /** Forgets the framework's id: the next leader registers a new one. */
    CompletableFuture<Void> deleteFrameworkId();

    /** Makes {@code app} the current version; older versions stay to be read. */
    CompletableFuture<Void> storeApp(AppDefinition app);

    /** Deletes an app with all its versions. */
    CompletableFuture<Void> deleteApp(String appId);

    /** The versions of an app, newest first; empty if there is no such app. */
    CompletableFuture<List<AppDefinition>> versions(String appId);

    CompletableFuture<Void> storeInstance(Instance instance);

    CompletableFuture<Void> deleteInstance(String instanceId);

    CompletableFuture<Void> storeDeployment(Deployment deployment);

    CompletableFuture<Void> deleteDeployment(String deploymentId);

    CompletableFuture<Void> storeFailure(TaskFailure failure);

    CompletableFuture<Void> deleteFailure(String appId);
}
