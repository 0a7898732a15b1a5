package io.partita.control.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run is doing at this moment. Immutable.
 *
 * @param phase what goes on; empty for the load
 * @param elapsed seconds since the load began
 * @param limit for how long the load is to go on, in words
 * @param perSecond operations completed a second, lately
 * @param ok how many succeeded; likewise {@code fail} and {@code info}
 * @param pending how many are under way
 * @param fault the active faults and for how long they have been; empty if none
 * @param sinceSuccess seconds since an operation succeeded; NaN if none did
 * @param p99Ms latency that 99 of 100 operations did not exceed lately, in ms; NaN if not known
 * @param violated whether a violation was seen
 */
record RunStatus(
        String phase,
        double elapsed,
        String limit,
        double perSecond,
        long ok,
        long fail,
        long info,
        long pending,
        String fault,
        double sinceSuccess,
        double p99Ms,
        boolean violated)
        implements Progress.Status {

    /** The most important comes first; what does not fit any more is left out, and only a last word is cut. */
    @Override
    public String fitting(int columns) {
        List<String> parts = new ArrayList<>();
        parts.add(phase.isEmpty() ? time() : time() + " " + phase);
        if (violated) {
            parts.add("VIOLATION SEEN");
        }
        parts.add(ok + " ok " + fail + " fail " + info + " info");
        parts.add(Double.isNaN(perSecond) ? "-/s" : format("%.0f/s", perSecond));
        parts.add(fault.isEmpty() ? "no fault" : fault);
        parts.add(Double.isNaN(sinceSuccess) ? "nothing succeeded yet" : format("last ok %.1f s ago", sinceSuccess));
        parts.add(Double.isNaN(p99Ms) ? "p99 -" : "p99 " + millis(p99Ms));
        parts.add(pending + " pending");
        StringBuilder line = new StringBuilder(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            if (line.length() + 2 + part.length() <= columns) {
                line.append("  ").append(part);
            }
        }
        return line.length() <= columns ? line.toString() : line.substring(0, Math.max(0, columns));
    }

    private String time() {
        return format("%.0f s", elapsed) + "/" + limit;
    }

    private static String millis(double millis) {
        return millis < 10 ? format("%.1f ms", millis) : format("%.0f ms", millis);
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }
}
