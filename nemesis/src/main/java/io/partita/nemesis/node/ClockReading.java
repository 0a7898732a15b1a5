package io.partita.nemesis.node;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the clocks of processes on a node show, as {@link Clocks#read} printed it. Immutable.
 *
 * @param offsets by how much each clock is wrong, by its file
 * @param readers the processes that go by each clock, by its file: the library is in their memory and the file in their
 *     environment
 * @param node the node's own clock less its uptime, which changes only when somebody sets the clock
 */
public record ClockReading(Map<String, Offset> offsets, Map<String, List<String>> readers, Offset node) {

    private static final double MILLION = 1e6;

    /**
     * A difference between two clocks that were not read at the same moment.
     *
     * @param leastMs the least that it can be, in ms
     * @param mostMs the most that it can be
     * @param uptimeMs the node's uptime when it was measured
     */
    public record Offset(double leastMs, double mostMs, double uptimeMs) {

        /** How far it may be off beyond what the moments of reading explain, in ms: half a tick of the uptime and a rest. */
        public static final double TOLERANCE_MS = 10;

        /** Whether it may be {@code ms}. */
        public boolean allows(double ms) {
            return leastMs - TOLERANCE_MS <= ms && ms <= mostMs + TOLERANCE_MS;
        }

        /** The middle of what it may be. */
        public double middleMs() {
            return (leastMs + mostMs) / 2;
        }

        /** How far the clock has moved since {@code earlier}. */
        public Offset since(Offset earlier) {
            return new Offset(leastMs - earlier.mostMs, mostMs - earlier.leastMs, uptimeMs);
        }

        /** The distance between this and {@code other}; 0 if they may be equal. */
        public double distance(Offset other) {
            return Math.max(0, Math.max(leastMs - other.mostMs, other.leastMs - mostMs));
        }
    }

    public ClockReading {
        offsets = Collections.unmodifiableMap(new LinkedHashMap<>(offsets));
        readers = Collections.unmodifiableMap(new LinkedHashMap<>(readers));
    }

    /** Reads the output of {@link Clocks#read}. */
    public static ClockReading parse(String output) {
        var offsets = new LinkedHashMap<String, Offset>();
        var readers = new LinkedHashMap<String, List<String>>();
        Offset node = null;
        for (String line : output.lines().toList()) {
            String[] word = line.split(" ");
            switch (word[0]) {
                case "node" -> {
                    double before = uptime(word[1]);
                    double now = Long.parseLong(word[2]) / MILLION;
                    double after = uptime(word[3]);
                    node = new Offset(now - after, now - before, after);
                }
                case "clock" -> {
                    long now = Long.parseLong(word[4]);
                    offsets.put(
                            word[1],
                            new Offset(
                                    (now - Long.parseLong(word[5])) / MILLION,
                                    (now - Long.parseLong(word[3])) / MILLION,
                                    uptime(word[2])));
                    readers.putIfAbsent(word[1], new ArrayList<>());
                }
                case "reader" ->
                    readers.computeIfAbsent(word[1], file -> new ArrayList<>()).add(word[2]);
                default -> throw new IllegalArgumentException("no reading of a clock: " + line);
            }
        }
        if (node == null) {
            throw new IllegalArgumentException("a reading of clocks without the node's own: " + output);
        }
        return new ClockReading(offsets, readers, node);
    }

    private static double uptime(String seconds) {
        return Double.parseDouble(seconds) * 1000;
    }
}
