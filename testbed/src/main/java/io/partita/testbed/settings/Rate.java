package io.partita.testbed.settings;

import java.time.Duration;

/**
 * So many events in so long a time, as {@code 1/20m}.
 *
 * @param events how many, positive
 * @param time in which time, positive
 */
public record Rate(int events, Duration time) {

    public Rate {
        if (events <= 0 || time.isZero() || time.isNegative()) {
            throw new IllegalArgumentException("a rate must be positive");
        }
    }

    /** @throws IllegalArgumentException if {@code text} is not a number, a slash and a duration */
    static Rate parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("not a rate: \"" + text + "\". Expected such as 1/20m");
        }
        return new Rate(Integer.parseInt(parts[0]), Durations.parse(parts[1]));
    }

    /** The shortest time from one event to the next when they come evenly. */
    public Duration spacing() {
        return time.dividedBy(events);
    }
}
