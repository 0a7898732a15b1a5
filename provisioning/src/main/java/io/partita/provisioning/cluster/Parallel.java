package io.partita.provisioning.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The same work for several nodes at once. */
final class Parallel {

    private Parallel() {}

    /**
     * Does {@code work} for every item at the same time and returns when all of it has ended.
     *
     * @throws RuntimeException that of the first item that failed, with those of others suppressed in it
     * @throws ClusterException if the thread is interrupted
     */
    static <T> void forEach(List<T> items, Consumer<T> work) {
        ExecutorService threads = Executors.newFixedThreadPool(items.size(), task -> {
            Thread thread = new Thread(task, "cluster");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> running = new ArrayList<>();
            items.forEach(item -> running.add(threads.submit(() -> work.accept(item))));
            RuntimeException failure = null;
            for (Future<?> each : running) {
                failure = await(each, failure);
            }
            if (failure != null) {
                throw failure;
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static RuntimeException await(Future<?> each, RuntimeException earlier) {
        RuntimeException failure;
        try {
            each.get();
            return earlier;
        } catch (ExecutionException e) {
            failure = e.getCause() instanceof RuntimeException known
                    ? known
                    : new IllegalStateException("an error in a thread: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new ClusterException("interrupted while working on the nodes", e);
        }
        if (earlier == null) {
            return failure;
        }
        earlier.addSuppressed(failure);
        return earlier;
    }
}
