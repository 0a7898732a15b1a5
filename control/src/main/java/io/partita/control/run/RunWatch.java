package io.partita.control.run;

import io.partita.checker.history.Op;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks on while a run goes on: hands its events, in order, to observers on a thread of its own. The run never waits for
 * it: when observers are so slow that the queue is full, the watch is over, and says so.
 *
 * <pre>
 *  watching ─the queue is full─▶ behind
 *  watching, behind ─close─▶ over
 * </pre>
 */
final class RunWatch implements AutoCloseable {

    /** Whoever looks on. Called by the watch's thread only. */
    interface Observer {

        /** Takes the next event. */
        void take(Op event);

        /** Called between events, some hundred times a second when there are none. */
        default void pause() throws InterruptedException {}

        /** No more events will come, because the run was faster; not called at the end of the run. */
        default void leftBehind() {}
    }

    /** Some seconds of the fastest runs: an observer may think for a while. */
    private static final int CAPACITY = 1 << 20;

    private static final int BATCH = 512;
    private static final long NAP_NANOS = 5_000_000;

    private final EventRing events;
    private final Observer[] observers;
    private final Thread thread = new Thread(this::watch, "watch");
    private volatile boolean behind;
    private volatile boolean over;

    RunWatch(Observer... observers) {
        this(CAPACITY, observers);
    }

    RunWatch(int capacity, Observer... observers) {
        this.events = new EventRing(capacity);
        this.observers = observers.clone();
        thread.setDaemon(true);
        thread.start();
    }

    /** Shows {@code op} to the observers, soon. Called by one thread. */
    void take(Op op) {
        if (!behind && !events.put(op)) {
            behind = true;
        }
    }

    private void watch() {
        try {
            while (!over && !behind) {
                int taken = takeBatch();
                for (Observer observer : observers) {
                    observer.pause();
                }
                if (taken == 0) {
                    LockSupport.parkNanos(this, NAP_NANOS);
                }
            }
            if (!over) {
                for (Observer observer : observers) {
                    observer.leftBehind();
                }
            }
        } catch (InterruptedException e) {
            // The run is over: whatever an observer was thinking about will be judged from the history.
            Thread.currentThread().interrupt();
        }
    }

    private int takeBatch() {
        int taken = 0;
        Op op;
        while (taken < BATCH && (op = events.take()) != null) {
            for (Observer observer : observers) {
                observer.take(op);
            }
            taken++;
        }
        return taken;
    }

    /** Ends the watch; returns when no observer is at work any more. */
    @Override
    public void close() {
        over = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
