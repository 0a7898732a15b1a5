package io.partita.checker;

import java.time.Duration;
import java.util.Objects;

/**
 * What a check may use before it must answer "unknown".
 *
 * @param time wall-clock limit for the whole check; positive
 * @param memoryBytes limit for the memory that the search itself allocates; positive
 */
public record Budget(Duration time, long memoryBytes) {

    /** One minute and two gibibytes, or half the heap when that is less. */
    public static final Budget DEFAULT = new Budget(
            Duration.ofSeconds(60), Math.min(2L << 30, Runtime.getRuntime().maxMemory() / 2));

    public Budget {
        Objects.requireNonNull(time, "time is null");
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("time budget must be positive, not " + time);
        }
        if (memoryBytes <= 0) {
            throw new IllegalArgumentException("memory budget must be positive, not " + memoryBytes);
        }
    }
}
