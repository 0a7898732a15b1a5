package io.partita.testbed.agent;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** A loop in real time, for tests of what meets real processes. */
final class ThreadLoop implements Loop {

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final Random random = new Random(1);

    /** Runs {@code action} on the loop and waits for it. */
    void call(Runnable action) {
        get(() -> {
            action.run();
            return "";
        });
    }

    /** What {@code supplier} gives on the loop. */
    <T> T get(Supplier<T> supplier) {
        if (thread.isShutdown()) {
            return null;
        }
        try {
            return thread.submit(supplier::get).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    void end() {
        thread.shutdownNow();
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
        if (!thread.isShutdown()) {
            thread.execute(action);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        Future<?> future = thread.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public Timer every(Duration period, Runnable action) {
        Future<?> future =
                thread.scheduleWithFixedDelay(action, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }
}
