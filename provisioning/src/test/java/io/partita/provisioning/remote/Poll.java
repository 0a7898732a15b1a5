package io.partita.provisioning.remote;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting in tests for what another thread or process will do. */
final class Poll {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Poll() {}

    /** Returns when {@code condition} holds, fails the test when that takes too long. */
    static void until(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
