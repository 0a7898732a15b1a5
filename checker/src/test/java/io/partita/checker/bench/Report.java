package io.partita.checker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Prints what was measured, row by row, and what it comes to. */
final class Report {

    private static final double MEBI = 1 << 20;

    /**
     * One measured check.
     *
     * @param subject the file, or the cell
     * @param cell its place in the matrix, if it has one
     * @param expected {@code valid} or {@code invalid}, or empty if not known
     * @param parseMillis how long reading took; 0 for a history that was made in memory
     */
    record Row(
            String subject,
            Optional<Cell> cell,
            int operations,
            String expected,
            double parseMillis,
            Meter.Reading reading) {

        boolean right() {
            return reading.decided() && reading.verdict().equals(expected);
        }

        boolean wrong() {
            return reading.decided()
                    && !expected.isEmpty()
                    && !reading.verdict().equals(expected);
        }
    }

    private final PrintStream out;
    private final Optional<Path> results;
    private final List<Row> rows = new ArrayList<>();

    Report(PrintStream out, Optional<Path> results) {
        this.out = out;
        this.results = results;
        out.printf(
                "%-44s %9s %-16s %9s %9s %9s %8s %8s%n",
                "history", "ops", "verdict", "parse ms", "check ms", "CPU ms", "check MB", "heap MB");
    }

    void add(Row row) throws IOException {
        rows.add(row);
        Meter.Reading reading = row.reading();
        String mark = row.wrong() ? " WRONG" : row.right() ? " right" : "";
        out.printf(
                Locale.ROOT,
                "%-44s %9d %-16s %9.1f %9.2f %9.2f %8.1f %8.1f  %s%n",
                row.subject(),
                row.operations(),
                reading.verdict() + mark,
                row.parseMillis(),
                reading.wallMillis(),
                reading.cpuMillis(),
                reading.checkBytes() / MEBI,
                reading.heapBytes() / MEBI,
                reading.note());
        if (results.isPresent()) {
            Tsv.append(results.get(), columns(row));
        }
    }

    private static Map<String, String> columns(Row row) {
        Meter.Reading reading = row.reading();
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("file", row.cell().isPresent() ? "" : row.subject());
        columns.putAll(row.cell().map(Cell::columns).orElse(Cell.NO_COLUMNS));
        columns.put("verdict", reading.verdict());
        columns.put("expected", row.expected());
        columns.put("operations", String.valueOf(row.operations()));
        columns.put("parse_ms", decimal(row.parseMillis()));
        columns.put("wall_ms", decimal(reading.wallMillis()));
        columns.put("cpu_ms", decimal(reading.cpuMillis()));
        columns.put("gc_ms", decimal(reading.gcMillis()));
        columns.put("check_mb", decimal(reading.checkBytes() / MEBI));
        columns.put("heap_mb", decimal(reading.heapBytes() / MEBI));
        columns.put("configurations", String.valueOf(reading.configurations()));
        columns.put("note", reading.note());
        return columns;
    }

    /** Prints the sums; true if no verdict was wrong. */
    boolean finish() {
        double[] cpu = rows.stream()
                .filter(row -> row.reading().decided())
                .mapToDouble(row -> row.reading().cpuMillis())
                .sorted()
                .toArray();
        double[] wall = rows.stream()
                .filter(row -> row.reading().decided())
                .mapToDouble(row -> row.reading().wallMillis())
                .sorted()
                .toArray();
        long wrong = rows.stream().filter(Row::wrong).count();
        out.printf(
                Locale.ROOT,
                "%n%d histories: %d decided (%d right, %d wrong), %d open%n",
                rows.size(),
                cpu.length,
                rows.stream().filter(Row::right).count(),
                wrong,
                rows.size() - cpu.length);
        out.printf(
                Locale.ROOT,
                "parse %.1f ms in all; check of the decided: %s; CPU: %s%n",
                rows.stream().mapToDouble(Row::parseMillis).sum(),
                Figures.summary(wall),
                Figures.summary(cpu));
        return wrong == 0;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
