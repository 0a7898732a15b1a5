package io.partita.testbed.runtime;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * The one thread that a component lives on, and its clock. Everything a component does happens in actions of its loop, one
 * at a time, so components need no locks. An action that throws ends the process: a component in an unknown state must
 * not go on. The methods may be called from any thread.
 */
public interface Loop {

    /** Nanoseconds on a clock that never goes back; only differences mean something. */
    long nanos();

    /** The time of day, which may jump. For timestamps in answers and logs, never for timers. */
    Instant wallClock();

    /** Runs {@code action} on the loop as soon as possible, after what was handed in before. */
    void execute(Runnable action);

    /** Runs {@code action} on the loop once {@code delay} is over. */
    Timer after(Duration delay, Runnable action);

    /** Runs {@code action} every {@code period}, first after one period; a late run does not make the next one early. */
    Timer every(Duration period, Runnable action);

    /** The component's source of random numbers; to be used on the loop only. */
    RandomGenerator random();

    /** An action that is still to come. */
    @FunctionalInterface
    interface Timer {

        /** Prevents it; does nothing if it has run. */
        void cancel();
    }
}
