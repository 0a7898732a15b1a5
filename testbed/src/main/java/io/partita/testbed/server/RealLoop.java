package io.partita.testbed.server;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A loop on a thread of its own. A process that was stopped and goes on runs every overdue timer once, late: a repeated
 * action that missed many of its turns does not make up for them.
 */
public final class RealLoop implements Loop, AutoCloseable {

    /** Longer delays are cut to this: a century. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<? super Throwable> end;
    private final RandomGenerator random = new SplittableRandom();
    private volatile boolean ended;

    /**
     * @param name of the thread
     * @param end what to do, on the loop, when an action throws; no action runs after that
     */
    public RealLoop(String name, Consumer<? super Throwable> end) {
        this.end = end;
        executor = new ScheduledThreadPoolExecutor(
                1, action -> new Thread(action, name), new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant wallClock() {
        return Instant.now();
    }

    @Override
    public void execute(Runnable action) {
        executor.execute(() -> run(action));
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        long nanos = delay.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : delay.toNanos();
        ScheduledFuture<?> future = executor.schedule(() -> run(action), nanos, TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer every(Duration period, Runnable action) {
        return new Repetition(period, action);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** No action begins after this. */
    void end() {
        ended = true;
    }

    /** Ends the thread, too. */
    @Override
    public void close() {
        end();
        executor.shutdownNow();
    }

    private void run(Runnable action) {
        if (ended) {
            return;
        }
        try {
            action.run();
        } catch (Throwable e) {
            // Whatever it is, even a lack of memory: what the component believes can no longer be trusted.
            if (!ended) {
                ended = true;
                end.accept(e);
            }
        }
    }

    /** An action that comes again one period after it began. */
    private final class Repetition implements Timer {

        private final Duration period;
        private final Runnable action;
        private Timer next;
        private boolean cancelled;

        Repetition(Duration period, Runnable action) {
            this.period = period;
            this.action = action;
            begin();
        }

        private synchronized void begin() {
            if (!cancelled) {
                next = after(period, () -> {
                    begin();
                    action.run();
                });
            }
        }

        @Override
        public synchronized void cancel() {
            cancelled = true;
            next.cancel();
        }
    }
}
