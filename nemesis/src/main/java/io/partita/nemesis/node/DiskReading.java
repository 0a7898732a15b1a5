package io.partita.nemesis.node;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of writing to a file system of a node. Immutable.
 *
 * @param freeBytes the room that it says it has
 * @param fillerBytes the room that a file of ours takes; 0 if there is none
 * @param outcome {@code written}, or the words of the refusal
 */
public record DiskReading(long freeBytes, long fillerBytes, String outcome) {

    /** What the C library says for ENOSPC. */
    private static final String NO_SPACE = "No space left on device";

    /** What it says for EROFS. */
    private static final String READ_ONLY = "Read-only file system";

    /** Reads the output of {@link DiskSpace#read}: by mount point. */
    public static Map<String, DiskReading> parse(String output) {
        var readings = new LinkedHashMap<String, DiskReading>();
        for (String line : output.lines().toList()) {
            String[] word = line.split(" ", 4);
            readings.put(word[0], new DiskReading(Long.parseLong(word[1]), Long.parseLong(word[2]), word[3]));
        }
        return readings;
    }

    /** Whether the write failed for want of room. */
    public boolean isFull() {
        return outcome.contains(NO_SPACE);
    }

    /** Whether the write failed because nothing can be written there. */
    public boolean isReadOnly() {
        return outcome.contains(READ_ONLY);
    }

    /** Whether all was written. */
    public boolean isWritten() {
        return outcome.equals("written");
    }

    /** For a proof. */
    public Map<String, Object> toJson() {
        return Map.of("freeBytes", freeBytes, "fillerBytes", fillerBytes, "write", outcome);
    }

    /** The mount points that {@link DiskSpace#facts} printed. */
    public static List<String> mounts(String facts) {
        return facts.lines()
                .filter(line -> line.startsWith("disk "))
                .map(line -> line.substring("disk ".length()))
                .toList();
    }

    /** What is amiss, as {@link DiskSpace#facts} printed it; empty if nothing. */
    public static String missing(String facts) {
        return facts.lines()
                .filter(line -> line.startsWith("missing "))
                .map(line -> line.substring("missing ".length()))
                .findFirst()
                .orElse("");
    }
}
