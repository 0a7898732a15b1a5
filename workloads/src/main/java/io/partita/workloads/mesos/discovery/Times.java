package io.partita.workloads.mesos.discovery;

import java.util.Locale;

/** Times of a history in words. */
final class Times {

    private Times() {}

    /** A point in time: {@code 12.300 s}. */
    static String at(long nanos) {
        return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
    }

    /** A length of time: {@code 9.5 s}. */
    static String length(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    /** In milliseconds, right to the microsecond. */
    static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
