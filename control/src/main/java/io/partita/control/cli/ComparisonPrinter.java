package io.partita.control.cli;

import io.partita.control.compare.AnomalyChange;
import io.partita.control.compare.Change;
import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import java.util.List;
import java.util.Locale;

/** Prints a comparison: what got worse, then the runs, their anomalies and their figures. */
final class ComparisonPrinter {

    private static final int LONGEST = 240;

    private ComparisonPrinter() {}

    static void print(Comparison comparison, Terminal terminal) {
        List<String> regressions = comparison.regressions();
        if (regressions.isEmpty()) {
            terminal.result("Nothing shows that the last run is worse than the first.");
        }
        regressions.forEach(line -> terminal.result("WORSE  " + shortened(line)));
        comparison.differences().forEach(line -> terminal.result("note   " + line));
        for (ComparedRun run : comparison.runs()) {
            terminal.result(String.format(
                    Locale.ROOT,
                    "run %s       %s  %.1f ok/s, seed %d, %s",
                    run.label(),
                    terminal.verdict(run.summary().verdict()),
                    run.meanOkPerSecond(),
                    run.summary().seed(),
                    run.directory()));
        }
        for (AnomalyChange anomaly : comparison.anomalies()) {
            terminal.result(String.format(
                    Locale.ROOT,
                    "anomaly     %-8s %s  %s",
                    anomaly.status().name().toLowerCase(Locale.ROOT),
                    anomaly.counts(),
                    shortened(anomaly.example())));
        }
        for (Change change : comparison.changes()) {
            terminal.result(String.format(
                    Locale.ROOT,
                    "A to %s      %-32s %12s %12s  %s (%s)",
                    change.run(),
                    change.figure(),
                    value(change.before(), change.unit()),
                    value(change.after(), change.unit()),
                    change.kind().words(),
                    change.basis()));
        }
    }

    private static String shortened(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
    }

    private static String value(double value, String unit) {
        if (Double.isNaN(value)) {
            return "-";
        } else if (Double.isInfinite(value)) {
            return "never";
        }
        return unit.equals("ns")
                ? String.format(Locale.ROOT, "%.2f ms", value / 1e6)
                : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
