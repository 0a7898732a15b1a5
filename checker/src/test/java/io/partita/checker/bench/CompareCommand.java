package io.partita.checker.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Sets our results against those of another checker on the same histories: per model how many each decided, and how
 * many times our processor time theirs is.
 */
final class CompareCommand {

    static final Set<String> OPTIONS = Set.of();

    /** Differences below this many ms are those of clocks and of code that is not yet compiled. */
    private static final double TOO_SMALL_TO_TELL = 2;

    private record Pair(String name, Map<String, String> ours, Map<String, String> theirs) {

        boolean both() {
            return decided(ours) && decided(theirs);
        }

        double ratio() {
            return millis(theirs) / Math.max(0.001, millis(ours));
        }

        boolean slower() {
            return both() && millis(ours) > millis(theirs) + TOO_SMALL_TO_TELL;
        }
    }

    private final Arguments arguments;
    private final PrintStream out;

    CompareCommand(Arguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    boolean run() throws IOException {
        if (arguments.rest().size() != 2) {
            throw new IllegalArgumentException("compare needs two files of results: ours, theirs");
        }
        Map<String, Map<String, String>> theirs = new HashMap<>();
        for (Map<String, String> row : Tsv.read(Path.of(arguments.rest().get(1)))) {
            theirs.putIfAbsent(name(row), row);
        }
        Map<String, List<Pair>> pairs = new TreeMap<>();
        for (Map<String, String> row : Tsv.read(Path.of(arguments.rest().get(0)))) {
            Map<String, String> other = theirs.getOrDefault(name(row), Map.of());
            pairs.computeIfAbsent(
                            row.getOrDefault("model", "").isEmpty() ? "files" : row.get("model"),
                            model -> new ArrayList<>())
                    .add(new Pair(name(row), row, other));
        }
        out.printf(
                "%-14s %6s %6s %6s %12s %12s %10s %8s%n",
                "model", "rows", "ours", "theirs", "median ratio", "geom. mean", "least", "slower");
        pairs.forEach(this::line);
        pairs.values().stream()
                .flatMap(List::stream)
                .filter(Pair::slower)
                .forEach(pair -> out.printf(
                        Locale.ROOT,
                        "slower: %s: %.1f ms, theirs %.1f ms%n",
                        pair.name(),
                        millis(pair.ours()),
                        millis(pair.theirs())));
        List<Pair> wrong = pairs.values().stream()
                .flatMap(List::stream)
                .filter(pair -> pair.both() && !label(pair.ours()).equals(label(pair.theirs())))
                .toList();
        wrong.forEach(pair -> out.println("verdicts differ: " + pair.name()));
        return wrong.isEmpty();
    }

    private void line(String model, List<Pair> pairs) {
        double[] ratios = pairs.stream()
                .filter(Pair::both)
                .mapToDouble(Pair::ratio)
                .sorted()
                .toArray();
        out.printf(
                Locale.ROOT,
                "%-14s %6d %6d %6d %12s %12s %10s %8d%n",
                model,
                pairs.size(),
                pairs.stream().filter(pair -> decided(pair.ours())).count(),
                pairs.stream().filter(pair -> decided(pair.theirs())).count(),
                ratios.length == 0 ? "-" : times(Figures.median(ratios)),
                ratios.length == 0 ? "-" : times(Figures.geometricMean(ratios)),
                ratios.length == 0 ? "-" : times(Arrays.stream(ratios).min().orElseThrow()),
                pairs.stream().filter(Pair::slower).count());
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    private static String name(Map<String, String> row) {
        if (!row.getOrDefault("file", "").isEmpty()) {
            return row.get("file").replaceAll(".*/|\\.[a-z]+$", "");
        }
        return Cell.of(row).toString();
    }

    private static boolean decided(Map<String, String> row) {
        return label(row).matches("valid|invalid");
    }

    /** Verdicts as we call them. */
    private static String label(Map<String, String> row) {
        String verdict = row.getOrDefault("verdict", row.getOrDefault("expected", ""));
        return switch (verdict) {
            case "Ok", "ok", "true" -> "valid";
            case "Illegal", "bad", "false" -> "invalid";
            default -> verdict;
        };
    }

    /** Processor time where it is known, else the wall clock's. */
    private static double millis(Map<String, String> row) {
        return Double.parseDouble(
                row.containsKey("porcupine_ms_median") ? row.get("porcupine_ms_median") : row.get("cpu_ms"));
    }
}
