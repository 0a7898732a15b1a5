package io.partita.checker.liveness;

import java.time.Duration;
import java.util.Locale;

/** Times in nanoseconds: sums, limits, and how they are shown. */
final class Nanos {

    private Nanos() {}

    /** The sum of a time and a length that is not negative; the end of all time if it is later than that. */
    static long add(long time, long length) {
        return time > Long.MAX_VALUE - length ? Long.MAX_VALUE : time + length;
    }

    /** In milliseconds, right to the microsecond. */
    static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }

    /** A length for people, to the millisecond: {@code 9 s}, {@code 9.5 s}. */
    static String words(long nanos) {
        String text = String.format(Locale.ROOT, "%.3f", nanos / 1e9);
        return text.replaceAll("\\.?0+$", "") + " s";
    }

    static String words(Duration length) {
        return words(length.toNanos());
    }

    /** A point in time for people, as histories show them: {@code 12.300 s}. */
    static String moment(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** {@code length}, if it is positive. */
    static Duration positive(Duration length, String name) {
        if (length == null || length.isZero() || length.isNegative()) {
            throw new IllegalArgumentException(name + " is " + length + ", expected a positive duration");
        }
        return length;
    }

    /** {@code length}, if it is zero or more. */
    static Duration notNegative(Duration length, String name) {
        if (length == null || length.isNegative()) {
            throw new IllegalArgumentException(name + " is " + length + ", expected a duration of 0 or more");
        }
        return length;
    }
}
