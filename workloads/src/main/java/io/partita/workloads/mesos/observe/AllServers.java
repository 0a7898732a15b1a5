package io.partita.workloads.mesos.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks servers on several nodes at the same time: one that does not answer must not delay the answers of others. Safe for
 * use by several threads.
 */
public final class AllServers implements AutoCloseable {

    /** What one server is asked. */
    @FunctionalInterface
    public interface Question<T> {

        /** The answer of the server on {@code node}; that there is none is an answer, too. */
        T ask(String node) throws InterruptedException;
    }

    private final ExecutorService threads;

    /** @param name what its threads are called */
    public AllServers(String name) {
        threads = Executors.newCachedThreadPool(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
    }

    /**
     * The answers by node, in the order of {@code nodes}.
     *
     * @throws IllegalStateException if a question fails
     */
    public <T> Map<String, T> ask(List<String> nodes, Question<T> question) throws InterruptedException {
        Map<String, Future<T>> pending = new LinkedHashMap<>();
        for (String node : nodes) {
            Callable<T> asking = () -> question.ask(node);
            pending.put(node, threads.submit(asking));
        }
        Map<String, T> answers = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Future<T>> each : pending.entrySet()) {
                answers.put(each.getKey(), each.getValue().get());
            }
            return answers;
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking the servers on " + nodes, e.getCause());
        } finally {
            pending.values().forEach(each -> each.cancel(true));
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
