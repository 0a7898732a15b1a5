package io.partita.checker.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One measured check.
 *
 * @param subject the file, or the cell
 * @param cell its place in the matrix, if it has one
 * @param expected {@code valid} or {@code invalid}, or empty if not known
 * @param parseMillis how long reading took; 0 for a history that was made in memory
 */
record Row(String subject, Optional<Cell> cell, int operations, String expected, double parseMillis, Reading reading) {

    /** The row of {@code cell} that {@link #columns} wrote. */
    static Row of(Cell cell, Map<String, String> columns) {
        return new Row(
                cell.toString(),
                Optional.of(cell),
                Integer.parseInt(columns.get("operations")),
                columns.get("expected"),
                Double.parseDouble(columns.get("parse_ms")),
                new Reading(
                        columns.get("verdict"),
                        Double.parseDouble(columns.get("wall_ms")),
                        Double.parseDouble(columns.get("cpu_ms")),
                        Double.parseDouble(columns.get("gc_ms")),
                        Double.parseDouble(columns.get("check_mb")),
                        Double.parseDouble(columns.get("heap_mb")),
                        Double.parseDouble(columns.get("rss_peak_mb")),
                        Long.parseLong(columns.get("configurations")),
                        columns.get("note")));
    }

    boolean right() {
        return reading.decided() && reading.verdict().equals(expected);
    }

    boolean wrong() {
        return reading.decided() && !expected.isEmpty() && !reading.verdict().equals(expected);
    }

    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put("file", cell.isPresent() ? "" : subject);
        columns.putAll(cell.map(Cell::columns).orElse(Cell.NO_COLUMNS));
        columns.put("verdict", reading.verdict());
        columns.put("expected", expected);
        columns.put("operations", String.valueOf(operations));
        columns.put("parse_ms", decimal(parseMillis));
        columns.put("wall_ms", decimal(reading.wallMillis()));
        columns.put("cpu_ms", decimal(reading.cpuMillis()));
        columns.put("gc_ms", decimal(reading.gcMillis()));
        columns.put("check_mb", decimal(reading.checkMegabytes()));
        columns.put("heap_mb", decimal(reading.heapMegabytes()));
        columns.put("rss_peak_mb", decimal(reading.processMegabytes()));
        columns.put("configurations", String.valueOf(reading.configurations()));
        columns.put("note", reading.note());
        return columns;
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
