package io.partita.workloads.mesos.nodes;

import java.util.regex.Pattern;

/** Times as {@code /proc/uptime} writes them: seconds with two decimals, what is beyond them cut off. */
final class Uptime {

    /** How far off {@link #nanos} may be, in nanoseconds. */
    static final long ERROR_NS = 5_000_000;

    private static final Pattern FORM = Pattern.compile("\\d{1,9}\\.\\d\\d");

    private Uptime() {}

    static boolean isOne(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * The middle of the hundredth of a second that {@code text} stands for, in nanoseconds.
     *
     * @throws IllegalArgumentException if it is none
     */
    static long nanos(String text) {
        if (!isOne(text)) {
            throw new IllegalArgumentException("an uptime is written like 12345.67, not " + text);
        }
        return Long.parseLong(text.replace(".", "")) * 2 * ERROR_NS + ERROR_NS;
    }
}
