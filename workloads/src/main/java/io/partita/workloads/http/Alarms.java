package io.partita.workloads.http;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes what is not done in time, which wakes every thread that waits for it. Safe for use by several threads. Its one
 * thread ends by itself when there is nothing to watch.
 */
final class Alarms {

    private static final long IDLE_SECONDS = 5;

    private final ScheduledThreadPoolExecutor timer;

    Alarms() {
        timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "http-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        timer.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        timer.allowCoreThreadTimeOut(true);
    }

    /** Closes {@code watched} after {@code time}, unless the alarm is closed before. */
    Alarm set(Closeable watched, Duration time) {
        Alarm alarm = new Alarm(watched);
        alarm.pending = timer.schedule(alarm::ring, Math.max(0, time.toNanos()), TimeUnit.NANOSECONDS);
        return alarm;
    }

    /** One deadline. */
    static final class Alarm implements AutoCloseable {

        private final Closeable watched;
        private volatile boolean rung;
        private Future<?> pending;

        private Alarm(Closeable watched) {
            this.watched = watched;
        }

        private void ring() {
            rung = true;
            try {
                watched.close();
            } catch (IOException e) {
                throw new IllegalStateException("A connection cannot be closed: " + e.getMessage(), e);
            }
        }

        /** Whether the time is over. */
        boolean hasRung() {
            return rung;
        }

        @Override
        public void close() {
            pending.cancel(false);
        }
    }
}
