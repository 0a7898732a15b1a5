package io.partita.testbed.sim;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A repository in memory that outlives processes: each opens it on its own loop. A write takes effect at once or two milliseconds
 * later, at random, and is confirmed after that; so a process that dies in between does not know.
 */
public final class SimRepository {

    private static final Duration LATENCY = Duration.ofMillis(2);

    private final Map<String, List<AppDefinition>> versions = new LinkedHashMap<>();
    private final Map<String, Instance> instances = new LinkedHashMap<>();
    private final Map<String, Deployment> deployments = new LinkedHashMap<>();
    private final Map<String, TaskFailure> failures = new LinkedHashMap<>();
    private String frameworkId;
    private int failuresToCome;
    private boolean stalled;

    /** The next {@code number} writes fail; half of them take effect all the same. */
    public void failNext(int number) {
        failuresToCome = number;
    }

    /** While true, no write is confirmed or takes effect later; it fails after five seconds. */
    public void stall(boolean stall) {
        stalled = stall;
    }

    public Optional<String> frameworkId() {
        return Optional.ofNullable(frameworkId);
    }

    /** The current version of an app; empty if it is not stored. */
    public Optional<AppDefinition> app(String appId) {
        return Optional.ofNullable(versions.get(appId)).map(all -> all.get(0));
    }

    public List<Instance> instances() {
        return List.copyOf(instances.values());
    }

    public List<Deployment> deployments() {
        return List.copyOf(deployments.values());
    }

    public List<TaskFailure> failures() {
        return List.copyOf(failures.values());
    }

    /** The repository as a process on {@code loop} sees it. */
    public Repository open(Loop loop) {
        return new View(loop);
    }

    private final class View implements Repository {

        private final Loop loop;

        View(Loop loop) {
            this.loop = loop;
        }

        private CompletableFuture<Void> write(Runnable change) {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            boolean early = loop.random().nextBoolean();
            boolean fails = failuresToCome > 0;
            if (fails) {
                failuresToCome--;
            }
            if (stalled) {
                loop.after(
                        Duration.ofSeconds(5),
                        () -> answer.completeExceptionally(new IllegalStateException("no answer")));
                return answer;
            }
            if (early) {
                change.run();
            }
            loop.after(LATENCY, () -> {
                if (fails) {
                    answer.completeExceptionally(new IllegalStateException("no answer"));
                    return;
                }
                if (!early) {
                    change.run();
                }
                answer.complete(null);
            });
            return answer;
        }

        @Override
        public CompletableFuture<Contents> load() {
            CompletableFuture<Contents> answer = new CompletableFuture<>();
            loop.after(
                    LATENCY,
                    () -> answer.complete(new Contents(
                            frameworkId(),
                            versions.values().stream().map(all -> all.get(0)).toList(),
                            instances(),
                            deployments(),
                            List.copyOf(failures.values()))));
            return answer;
        }

        @Override
        public CompletableFuture<Void> storeFrameworkId(String id) {
            return write(() -> frameworkId = id);
        }

        @Override
        public CompletableFuture<Void> deleteFrameworkId() {
            return write(() -> frameworkId = null);
        }

        @Override
        public CompletableFuture<Void> storeApp(AppDefinition app) {
            return write(() -> {
                List<AppDefinition> all = versions.computeIfAbsent(app.id(), none -> new ArrayList<>());
                all.removeIf(known -> known.version().equals(app.version()));
                all.add(0, app);
            });
        }

        @Override
        public CompletableFuture<Void> deleteApp(String appId) {
            return write(() -> versions.remove(appId));
        }

        @Override
        public CompletableFuture<List<AppDefinition>> versions(String appId) {
            CompletableFuture<List<AppDefinition>> answer = new CompletableFuture<>();
            loop.after(LATENCY, () -> answer.complete(List.copyOf(versions.getOrDefault(appId, List.of()))));
            return answer;
        }

        @Override
        public CompletableFuture<Void> storeInstance(Instance instance) {
            return write(() -> instances.put(instance.id(), instance));
        }

        @Override
        public CompletableFuture<Void> deleteInstance(String instanceId) {
            return write(() -> instances.remove(instanceId));
        }

        @Override
        public CompletableFuture<Void> storeDeployment(Deployment deployment) {
            return write(() -> deployments.put(deployment.id(), deployment));
        }

        @Override
        public CompletableFuture<Void> deleteDeployment(String deploymentId) {
            return write(() -> deployments.remove(deploymentId));
        }

        @Override
        public CompletableFuture<Void> storeFailure(TaskFailure failure) {
            return write(() -> failures.put(failure.appId(), failure));
        }

        @Override
        public CompletableFuture<Void> deleteFailure(String appId) {
            return write(() -> failures.remove(appId));
        }
    }
}
