package io.partita.workloads.generator.internal;

import java.time.Duration;

/** Durations that users give, and moments. */
public final class Times {

    private Times() {}

    /** {@code duration} in ns, which must be positive; {@code what} it is stands in the message if it is not. */
    public static long positive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
        return duration.toNanos();
    }

    /** {@code nanos} after {@code time}; the end of time if that is later still. */
    static long after(long time, long nanos) {
        long sum = time + nanos;
        return sum < time ? Long.MAX_VALUE : sum;
    }
}
