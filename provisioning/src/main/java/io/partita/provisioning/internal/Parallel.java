package io.partita.provisioning.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** The same for several nodes at the same time. */
public final class Parallel {

    private Parallel() {}

    /**
     * Applies {@code action} to each name on a thread of its own, awaits all, and returns the results by name, in order.
     * If any failed, throws the first failure in that order with the others suppressed. When the calling thread is
     * interrupted, the actions' threads are too; they are still awaited.
     */
    public static <T> Map<String, T> run(List<String> names, Function<String, T> action) {
        List<Worker<T>> workers = new ArrayList<>();
        for (String name : names) {
            workers.add(new Worker<>(name, action));
        }
        workers.forEach(Thread::start);
        joinAll(workers);
        Throwable failure = null;
        Map<String, T> results = new LinkedHashMap<>();
        for (Worker<T> worker : workers) {
            results.put(worker.node, worker.result);
            if (failure == null) {
                failure = worker.failure;
            } else if (worker.failure != null && worker.failure != failure) {
                failure.addSuppressed(worker.failure);
            }
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
        return results;
    }

    /** As {@link #run}, for work without a result. */
    public static void forEach(List<String> names, Consumer<String> action) {
        run(names, name -> {
            action.accept(name);
            return name;
        });
    }

    private static void joinAll(List<? extends Thread> workers) {
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    workers.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Worker<T> extends Thread {

        private final String node;
        private final Function<String, T> action;
        private T result;
        private Throwable failure;

        Worker(String node, Function<String, T> action) {
            super("node-" + node);
            setDaemon(true);
            this.node = node;
            this.action = action;
        }

        @Override
        public void run() {
            try {
                result = action.apply(node);
            } catch (Throwable e) {
                failure = e;
            }
        }
    }
}
