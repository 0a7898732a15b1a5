package io.partita.workloads.mesos.leader;

import java.time.Duration;
import java.util.Locale;

/** Times in the words of reasons and headlines. */
final class Say {

    private Say() {}

    /** {@code 12.4 s} */
    static String time(long nanos) {
        return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }

    static String time(Duration duration) {
        return time(duration.toNanos());
    }

    /** {@code from 3.1 s to 9.7 s} */
    static String span(long from, long to) {
        return "from " + time(from) + " to " + time(to);
    }

    static long millis(long nanos) {
        return nanos / 1_000_000;
    }

    /** {@code 1 election}, {@code 2 elections} */
    static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
