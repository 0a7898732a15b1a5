package io.partita.checker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Prints what was measured, row by row, and what it comes to. */
final class Report {

    private final PrintStream out;
    private final Optional<Path> results;
    private final List<Row> rows = new ArrayList<>();

    Report(PrintStream out, Optional<Path> results) {
        this.out = out;
        this.results = results;
        out.printf(
                "%-44s %9s %-16s %9s %9s %9s %8s %8s %8s%n",
                "history", "ops", "verdict", "parse ms", "check ms", "CPU ms", "check MB", "heap MB", "all MB");
    }

    void add(Row row) throws IOException {
        rows.add(row);
        Reading reading = row.reading();
        String mark = row.wrong() ? " WRONG" : row.right() ? " right" : "";
        out.printf(
                Locale.ROOT,
                "%-44s %9d %-16s %9.1f %9.2f %9.2f %8.1f %8.1f %8.1f  %s%n",
                row.subject(),
                row.operations(),
                reading.verdict() + mark,
                row.parseMillis(),
                reading.wallMillis(),
                reading.cpuMillis(),
                reading.checkMegabytes(),
                reading.heapMegabytes(),
                reading.processMegabytes(),
                reading.note());
        if (results.isPresent()) {
            Tsv.append(results.get(), row.columns());
        }
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
}
