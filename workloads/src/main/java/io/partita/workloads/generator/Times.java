package io.partita.workloads.generator;

import java.time.Duration;

/** Checks of durations that users give. */
final class Times {

    private Times() {}

    static long positive(Duration duration, String what) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, not " + duration);
        }
        return duration.toNanos();
    }
}
