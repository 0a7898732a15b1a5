package io.partita.checker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Sums up a file of results as tables in Markdown: models by length, then models by clients. */
final class TableCommand {

    static final Set<String> OPTIONS = Set.of();

    private final Arguments arguments;
    private final PrintStream out;

    TableCommand(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    boolean run() throws IOException {
        if (arguments.rest().size() != 1) {
            throw new IllegalArgumentException("table needs one file of results");
        }
        List<Row> rows = new ArrayList<>();
        for (Map<String, String> columns : Tsv.read(Path.of(arguments.rest().get(0)))) {
            if (!columns.get("ops").isEmpty()) {
                rows.add(Row.of(Cell.of(columns), columns));
            }
        }
        table(rows, "operations", Cell::operations);
        table(rows, "clients", Cell::clients);
        rows.stream()
                .filter(row -> !row.right())
                .forEach(row -> out.println("open or wrong: " + row.subject() + ": "
                        + row.reading().verdict() + " " + row.reading().note()));
        return rows.stream().noneMatch(Row::wrong);
    }

    /** A column of the table for every value that {@code column} takes. */
    private void table(List<Row> rows, String heading, Function<Cell, Integer> column) {
        Map<String, List<Row>> models = rows.stream()
                .collect(Collectors.groupingBy(row -> cell(row).model(), LinkedHashMap::new, Collectors.toList()));
        Set<Integer> columns =
                rows.stream().map(row -> column.apply(cell(row))).collect(Collectors.toCollection(TreeSet::new));
        out.println("\n| model | decided | "
                + columns.stream().map(TableCommand::count).collect(Collectors.joining(" | ")) + " " + heading + " |");
        out.println("|---|---|" + "---|".repeat(columns.size()));
        models.forEach((model, all) -> {
            List<String> line = new ArrayList<>();
            for (int value : columns) {
                line.add(figures(all.stream()
                        .filter(row -> column.apply(cell(row)) == value)
                        .toList()));
            }
            long decided = all.stream().filter(Row::right).count();
            out.println("| " + model + " | " + decided + "/" + all.size() + " | " + String.join(" | ", line) + " |");
        });
    }

    /** Median and worst processor time, for valid and for invalid histories. */
    private static String figures(List<Row> rows) {
        List<String> texts = new ArrayList<>();
        for (String verdict : List.of("valid", "invalid")) {
            double[] cpu = rows.stream()
                    .filter(Row::right)
                    .filter(row -> row.expected().equals(verdict))
                    .mapToDouble(row -> row.reading().cpuMillis())
                    .sorted()
                    .toArray();
            texts.add(cpu.length == 0 ? "-" : millis(Figures.median(cpu)) + " (" + millis(cpu[cpu.length - 1]) + ")");
        }
        return String.join(" / ", texts);
    }

    private static String millis(double value) {
        return value < 10 ? String.format(Locale.ROOT, "%.1f", value) : String.format(Locale.ROOT, "%.0f", value);
    }

    private static String count(int value) {
        return value % 1_000_000 == 0
                ? value / 1_000_000 + " M"
                : value % 1_000 == 0 ? value / 1_000 + " k" : "" + value;
    }

    private static Cell cell(Row row) {
        return row.cell().orElseThrow();
    }
}
