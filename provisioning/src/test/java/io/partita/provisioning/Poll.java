package io.partita.provisioning;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** Waiting in tests for what another thread, process or node will do. */
public final class Poll {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Poll() {}

    /** As {@link #until(String, Duration, Callable)}, for as long as what happens on this machine may take. */
    public static void until(String what, Callable<Boolean> condition) throws Exception {
        until(what, PATIENCE, condition);
    }

    /** Returns as soon as {@code condition} holds; fails the test when it does not within {@code limit}. */
    public static void until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }
}
