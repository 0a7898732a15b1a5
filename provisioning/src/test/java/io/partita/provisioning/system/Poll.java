package io.partita.provisioning.system;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for something that happens elsewhere. */
public final class Poll {

    private Poll() {}

    /** Returns as soon as {@code condition} holds; fails the test when it does not within {@code limit}. */
    public static void until(Duration limit, BooleanSupplier condition) {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("did not come to pass within " + limit);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
