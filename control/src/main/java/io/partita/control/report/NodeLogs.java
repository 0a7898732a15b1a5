package io.partita.control.report;

import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The lines of the nodes' collected logs that a page carries, each with its instant of the run by the node's own clock.
 * Bounded: if there are too many, those nearest to the instants that matter stay.
 *
 * @param files the files that have lines here, as {@code node/name}
 * @param lines in the order of time
 * @param leftOut how many lines of the run had no room
 */
record NodeLogs(List<String> files, List<Line> lines, long leftOut) {

    static final NodeLogs NONE = new NodeLogs(List.of(), List.of(), 0);

    /** How many lines have room: packed, about 300 kB. */
    static final int ROOM = 8_000;

    private static final int LONGEST_LINE = 240;

    /** Of a longer file only the end is read. */
    private static final int LARGEST_FILE = 4 << 20;

    /** What was written before the load or after it tells of installing and stopping; a little of it helps. */
    private static final long MARGIN_MICROS = 5_000_000;

    /**
     * One line.
     *
     * @param atMicros when it was written, in µs of the run
     * @param file the number of its file
     * @param text what it says, its instant included
     */
    record Line(long atMicros, int file, String text) {}

    NodeLogs {
        files = List.copyOf(files);
        lines = List.copyOf(lines);
    }

    /**
     * The lines of the log files below {@code nodes}, one directory a node; none if there is no such directory.
     *
     * @param zero when the run's time was zero
     */
    static NodeLogs of(Path nodes, Instant zero, RunSummary run, Operations operations) {
        if (!Files.isDirectory(nodes)) {
            return NONE;
        }
        List<String> files = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (Path file : logs(nodes)) {
            int before = lines.size();
            String node = nodes.relativize(file).getName(0).toString();
            read(file, zero, files.size(), run.durationMs() * 1000, line -> {
                // What a server writes to its own log and to its output is one line.
                if (known.add(node + line.text())) {
                    lines.add(line);
                }
            });
            if (lines.size() > before) {
                files.add(nodes.relativize(file).toString());
            }
        }
        List<Line> kept = kept(lines, instants(run, operations));
        return new NodeLogs(files, kept, lines.size() - kept.size());
    }

    private static List<Path> logs(Path nodes) {
        try (Stream<Path> found = Files.walk(nodes, 3)) {
            return found.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path file, Instant zero, int number, long endMicros, Consumer<Line> found) {
        int year = zero.atOffset(ZoneOffset.UTC).getYear();
        long zeroMicros = zero.getEpochSecond() * 1_000_000 + zero.getNano() / 1000;
        OptionalLong at = OptionalLong.empty();
        for (String text : end(file).split("\n")) {
            OptionalLong own = LogTime.micros(text, year);
            // A line without an instant, as of a stack trace, belongs to the one before it.
            at = own.isPresent() ? own : at;
            if (at.isPresent() && !text.isBlank()) {
                long micros = at.getAsLong() - zeroMicros;
                if (micros >= -MARGIN_MICROS && micros <= endMicros + MARGIN_MICROS) {
                    found.accept(new Line(
                            micros,
                            number,
                            text.length() > LONGEST_LINE ? text.substring(0, LONGEST_LINE) + "…" : text));
                }
            }
        }
    }

    private static String end(Path file) {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, in.length() - LARGEST_FILE);
            byte[] bytes = new byte[(int) (in.length() - from)];
            in.seek(from);
            in.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The instants that a reader will ask about, in µs: anomalies, and faults' beginnings and ends. */
    private static TreeSet<Long> instants(RunSummary run, Operations operations) {
        TreeSet<Long> instants = new TreeSet<>();
        for (FaultRecord fault : run.faults()) {
            Stream.of(fault.injectedAtMs(), fault.activeAtMs(), fault.healedAtMs())
                    .filter(ms -> ms >= 0)
                    .forEach(ms -> instants.add(ms * 1000));
        }
        run.checkers()
                .values()
                .forEach(result -> result.anomalies().forEach(anomaly -> {
                    int operation = operations.ofEvent(anomaly.opIndex());
                    if (operation >= 0) {
                        instants.add(operations.endNanos(operation) / 1000);
                    }
                }));
        return instants;
    }

    private static List<Line> kept(List<Line> lines, TreeSet<Long> instants) {
        Comparator<Line> inTime = Comparator.comparingLong(Line::atMicros);
        return lines.stream()
                .sorted(Comparator.<Line>comparingLong(line -> distance(line.atMicros(), instants))
                        .thenComparing(inTime))
                .limit(ROOM)
                .sorted(inTime)
                .toList();
    }

    private static long distance(long micros, TreeSet<Long> instants) {
        Long before = instants.floor(micros);
        Long after = instants.ceiling(micros);
        return Math.min(
                before == null ? Long.MAX_VALUE : micros - before, after == null ? Long.MAX_VALUE : after - micros);
    }
}
