package io.partita.provisioning.remote;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The same for several nodes at the same time. */
final class Parallel {

    private Parallel() {}

    /**
     * Applies {@code action} to each name on a thread of its own, awaits all, and returns the results by name, in order.
     * If any failed, throws the first failure in that order with the others suppressed. When the calling thread is
     * interrupted, the actions are too; they are still awaited.
     */
    static <T> Map<String, T> run(ExecutorService pool, List<String> names, Function<String, T> action) {
        Map<String, Future<T>> running = new LinkedHashMap<>();
        names.forEach(name -> running.put(name, pool.submit(() -> action.apply(name))));
        Map<String, T> results = new LinkedHashMap<>();
        Throwable failure = null;
        boolean interrupted = false;
        for (String name : running.keySet()) {
            while (true) {
                try {
                    results.put(name, running.get(name).get());
                } catch (InterruptedException e) {
                    interrupted = true;
                    continue;
                } catch (ExecutionException e) {
                    if (failure == null) {
                        failure = e.getCause();
                    } else {
                        failure.addSuppressed(e.getCause());
                    }
                }
                break;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return results;
    }
}
