package io.partita.control.plan;

import java.time.Duration;

/** Durations as users write them; everywhere the same as in schedules of faults. */
public final class Durations {

    private Durations() {}

    /**
     * The duration that {@code text} says: {@code 500ms}, {@code 30s}, {@code 2m}, {@code 1h}; a bare number means seconds.
     *
     * @throws IllegalArgumentException if it is not of one of these forms, or not positive
     */
    public static Duration parse(String text) {
        return io.partita.nemesis.schedule.Durations.parse(text);
    }

    /** {@code duration} in the largest unit that divides it. */
    public static String print(Duration duration) {
        return io.partita.nemesis.schedule.Durations.print(duration);
    }
}
