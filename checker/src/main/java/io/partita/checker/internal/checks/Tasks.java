package io.partita.checker.internal.checks;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Runs numbered tasks on as many threads as there are processors. */
final class Tasks {

    /** A task that may be cancelled. */
    interface Numbered {
        void run(int number) throws InterruptedException;
    }

    private Tasks() {}

    /** How many tasks run at once. */
    static int threads(int tasks) {
        return Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), tasks));
    }

    /** Runs the tasks 0 to {@code count}, without it; the first that throws ends all. */
    static void run(int count, Numbered task) throws InterruptedException {
        int threads = threads(count);
        if (threads == 1) {
            for (int number = 0; number < count; number++) {
                task.run(number);
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        ExecutorService executor = Executors.newFixedThreadPool(threads, runnable -> {
            Thread thread = new Thread(runnable, "checks");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> workers = IntStream.range(0, threads)
                    .<Future<?>>mapToObj(worker -> executor.submit(() -> {
                        for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
                            task.run(number);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw unwrapped(e.getCause());
        } finally {
            executor.shutdownNow();
        }
    }

    private static RuntimeException unwrapped(Throwable cause) throws InterruptedException {
        if (cause instanceof InterruptedException interruption) {
            throw interruption;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }
}
