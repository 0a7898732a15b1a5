package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Repository;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Writes to the repository, those that concern one thing strictly one after another, each repeated until it is confirmed. What
 * must not happen before a change is durable is handed in as {@code then}; a store that stays away therefore stops all actions,
 * and nothing is ever acted upon that a successor would not know of.
 */
final class Storage {

    private record Write(Supplier<CompletableFuture<Void>> request, Runnable then, Consumer<Throwable> trouble) {}

    private final Loop loop;
    private final Log log;
    private final Repository repository;
    private final Duration retry;
    private final Map<String, Deque<Write>> waiting = new HashMap<>();

    /** @param retry pause before a write that failed is repeated */
    Storage(Loop loop, Log log, Repository repository, Duration retry) {
        this.loop = loop;
        this.log = log;
        this.repository = repository;
        this.retry = retry;
    }

    void frameworkId(String id, Runnable then) {
        write("framework", () -> repository.storeFrameworkId(id), then);
    }

    void app(AppDefinition app, Runnable then) {
        write("app " + app.id(), () -> repository.storeApp(app), then);
    }

    void deleteApp(String appId, Runnable then) {
        write("app " + appId, () -> repository.deleteApp(appId), then);
    }

    void instance(Instance instance, Runnable then) {
        write("instance " + instance.id(), () -> repository.storeInstance(instance), then);
    }

    void deleteInstance(String id, Runnable then) {
        write("instance " + id, () -> repository.deleteInstance(id), then);
    }

    void failure(TaskFailure failure) {
        write("failure " + failure.appId(), () -> repository.storeFailure(failure), () -> {});
    }

    void deleteFailure(String appId) {
        write("failure " + appId, () -> repository.deleteFailure(appId), () -> {});
    }

    /** Runs {@code then} when all that was written about an instance so far is stored. */
    void whenStored(String instanceId, Runnable then) {
        write("instance " + instanceId, () -> CompletableFuture.completedFuture(null), then);
    }

    /** @param trouble hears of every attempt that failed; the next is made all the same */
    void deployment(Deployment deployment, Runnable then, Consumer<Throwable> trouble) {
        add("deployment " + deployment.id(), new Write(() -> repository.storeDeployment(deployment), then, trouble));
    }

    void deleteDeployment(String id, Runnable then) {
        write("deployment " + id, () -> repository.deleteDeployment(id), then);
    }

    private void write(String key, Supplier<CompletableFuture<Void>> request, Runnable then) {
        add(key, new Write(request, then, failure -> {}));
    }

    private void add(String key, Write write) {
        Deque<Write> queue = waiting.computeIfAbsent(key, none -> new ArrayDeque<>());
        queue.add(write);
        if (queue.size() == 1) {
            attempt(key, queue);
        }
    }

    private void attempt(String key, Deque<Write> queue) {
        Write write = queue.peek();
        Answers.on(
                loop,
                write.request().get(),
                done -> {
                    queue.remove();
                    if (queue.isEmpty()) {
                        waiting.remove(key);
                    } else {
                        attempt(key, queue);
                    }
                    write.then().run();
                },
                failure -> {
                    log.warn("Storing " + key + " failed and is repeated: " + failure.getMessage());
                    write.trouble().accept(failure);
                    loop.after(retry, () -> attempt(key, queue));
                });
    }
}
