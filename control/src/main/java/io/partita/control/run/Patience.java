package io.partita.control.run;

import java.util.function.BooleanSupplier;

/**
 * How long a thread spins before it parks: as long as that pays. Parking and waking cost some microseconds and more where
 * processors are scarce; spinning that is in vain takes the processor from whoever was to end it. So the time doubles
 * whenever spinning was enough and halves whenever it was not. Used by one thread.
 */
final class Patience {

    private static final long LEAST_NANOS = 1_000;
    private static final long MOST_NANOS = 32_000;

    /** After so many waits without spinning, one is tried again: the load may have changed. */
    private static final int TRY_AGAIN = 64;

    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;

    private long nanos = MOST_NANOS;
    private int skipped;

    /** Spins until {@code done}, for at most {@code mostNanos}; answers whether it is. */
    boolean await(BooleanSupplier done, long mostNanos) {
        if (done.getAsBoolean()) {
            return true;
        }
        if (ALONE || !isWorthTrying()) {
            return false;
        }
        long end = System.nanoTime() + Math.min(nanos, mostNanos);
        do {
            Thread.onSpinWait();
            if (done.getAsBoolean()) {
                nanos = Math.min(MOST_NANOS, 2 * nanos);
                return true;
            }
        } while (System.nanoTime() - end < 0);
        nanos /= 2;
        return false;
    }

    private boolean isWorthTrying() {
        if (nanos >= LEAST_NANOS) {
            return true;
        }
        if (++skipped < TRY_AGAIN) {
            return false;
        }
        skipped = 0;
        nanos = LEAST_NANOS;
        return true;
    }
}
