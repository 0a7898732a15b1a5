package io.partita.checker.internal.judge;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on as many threads as there are processors, or on the caller's where that is enough. */
public final class Workers implements AutoCloseable {

    private final int threads;
    private final ExecutorService executor;

    /** @param tasks how many will be run at a time */
    public Workers(int tasks) {
        threads = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), tasks));
        executor = threads == 1
                ? null
                : Executors.newFixedThreadPool(threads, task -> {
                    Thread thread = new Thread(task, "linearizability");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    public int threads() {
        return threads;
    }

    /**
     * The results of {@code tasks}, in their order. What a task throws is thrown here.
     *
     * @throws InterruptedException if this thread is interrupted; the tasks are then cancelled
     */
    public <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>();
        if (executor == null) {
            for (Callable<T> task : tasks) {
                results.add(called(task));
            }
            return results;
        }
        for (Future<T> future : executor.invokeAll(tasks)) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw unchecked(e.getCause());
            }
        }
        return results;
    }

    private static <T> T called(Callable<T> task) throws InterruptedException {
        try {
            return task.call();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Throwable failure) {
        if (failure instanceof RuntimeException cause) {
            return cause;
        }
        if (failure instanceof Error cause) {
            throw cause;
        }
        return new IllegalStateException(failure);
    }

    @Override
    public void close() {
        if (executor != null) {
            executor.shutdownNow();
        }
    }
}
