package io.partita.nemesis.fault;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The time of a run and the way to let it pass; simulated in tests. Safe for use by several threads. */
public interface RunClock {

    /** Milliseconds since the load began; monotonic, negative before. */
    long millis();

    /** Lets {@code duration} pass, or returns early with the thread's interrupt flag set. */
    void sleep(Duration duration);

    /** Real time, counted by {@code millisSinceLoad}. */
    static RunClock of(LongSupplier millisSinceLoad) {
        return new RunClock() {
            @Override
            public long millis() {
                return millisSinceLoad.getAsLong();
            }

            @Override
            public void sleep(Duration duration) {
                try {
                    Thread.sleep(duration.toMillis());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        };
    }

    /** Real time, counted from now. */
    static RunClock fromNow() {
        long start = System.nanoTime();
        return of(() -> (System.nanoTime() - start) / 1_000_000);
    }
}
