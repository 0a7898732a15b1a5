package io.partita.workloads.mesos.nodes;

import java.util.regex.Pattern;

/** Times as {@code /proc/uptime} writes them: seconds with two decimals. */
final class Uptime {

    private static final Pattern FORM = Pattern.compile("\\d{1,9}\\.\\d\\d");
    private static final long NANOS_PER_HUNDREDTH = 10_000_000;

    private Uptime() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if it is none */
    static long nanos(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("an uptime is written like 12345.67, not " + text);
        }
        return Long.parseLong(text.replace(".", "")) * NANOS_PER_HUNDREDTH;
    }
}
