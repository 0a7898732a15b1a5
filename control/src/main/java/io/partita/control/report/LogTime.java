package io.partita.control.report;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The instant at the head of a line of a log, in the forms in which our systems write it: ISO 8601 with or without a zone
 * ({@code 2026-11-27T22:02:54.203+0000}), in brackets and with a comma as Marathon does, and glog's {@code I1127
 * 22:02:57.368785}, which has no year. Without a zone it is UTC, as on our nodes.
 */
final class LogTime {

    private static final Pattern ISO = Pattern.compile(
            "\\[?(\\d{4})-(\\d\\d)-(\\d\\d)[T ](\\d\\d):(\\d\\d):(\\d\\d)(?:[.,](\\d{1,9}))?(Z|[+-]\\d\\d:?\\d\\d)?");
    private static final Pattern GLOG =
            Pattern.compile("[IWEF](\\d\\d)(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?:\\.(\\d{1,9}))?");

    /** No head is longer. */
    private static final int LONGEST = 40;

    private LogTime() {}

    /**
     * Microseconds since 1970; empty if the line begins with no instant.
     *
     * @param year the year for lines that say none
     */
    static OptionalLong micros(String line, int year) {
        String head = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
        Matcher iso = ISO.matcher(head);
        if (iso.lookingAt()) {
            return micros(Integer.parseInt(iso.group(1)), iso, 2, iso.group(8));
        }
        Matcher glog = GLOG.matcher(head);
        return glog.lookingAt() ? micros(year, glog, 1, null) : OptionalLong.empty();
    }

    /** @param first the group of the month, which those of day, hour, minute, second and fraction follow */
    private static OptionalLong micros(int year, Matcher found, int first, String zone) {
        int[] parts = new int[5];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = Integer.parseInt(found.group(first + i));
        }
        String fraction = found.group(first + 5) == null ? "" : found.group(first + 5);
        int nanos = Integer.parseInt((fraction + "000000000").substring(0, 9));
        try {
            LocalDateTime time = LocalDateTime.of(year, parts[0], parts[1], parts[2], parts[3], parts[4], nanos);
            ZoneOffset offset = zone == null ? ZoneOffset.UTC : ZoneOffset.of(zone);
            return OptionalLong.of(time.toEpochSecond(offset) * 1_000_000 + nanos / 1000);
        } catch (DateTimeException e) {
            return OptionalLong.empty();
        }
    }
}
