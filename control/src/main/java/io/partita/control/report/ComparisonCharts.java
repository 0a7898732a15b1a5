package io.partita.control.report;

import io.partita.control.compare.ComparedRun;
import io.partita.control.compare.Comparison;
import io.partita.control.report.LineChart.Series;
import io.partita.control.report.LineChart.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The pictures of a comparison: latencies by percentile for each function, and the rate of successes over time. */
final class ComparisonCharts {

    /** Where a percentile curve has points: closer together towards the slowest, which are the ones that matter. */
    private static final double[] PERCENTS = {
        0, 10, 25, 50, 60, 70, 75, 80, 85, 90, 92.5, 95, 96, 97, 98, 99, 99.3, 99.5, 99.7, 99.8, 99.9, 99.95, 99.99
    };

    private static final List<Tick> PERCENT_TICKS = List.of(
            new Tick(nines(0), "min"),
            new Tick(nines(50), "50 %"),
            new Tick(nines(90), "90 %"),
            new Tick(nines(99), "99 %"),
            new Tick(nines(99.9), "99.9 %"),
            new Tick(nines(99.99), "99.99 %"));

    private ComparisonCharts() {}

    /** A curve for each run; empty if no run has a success of {@code f}. */
    static String latency(Comparison comparison, String f) {
        List<Series> series = new ArrayList<>();
        double low = Double.POSITIVE_INFINITY;
        double high = 0;
        for (ComparedRun run : comparison.runs()) {
            double[] x = new double[PERCENTS.length];
            double[] y = new double[PERCENTS.length];
            for (int i = 0; i < PERCENTS.length; i++) {
                x[i] = nines(PERCENTS[i]);
                y[i] = Math.max(1000, run.latency(f, PERCENTS[i]));
                // Of few operations there are no high percentiles: the line ends where one operation is more than the
                // rest.
                boolean told = run.latencies().containsKey(f)
                        && (100 - PERCENTS[i]) / 100 * run.latencies().get(f).getTotalCount() >= 1;
                if (!told) {
                    y[i] = Double.NaN;
                } else {
                    low = Math.min(low, y[i]);
                    high = Math.max(high, y[i]);
                }
            }
            series.add(new Series(run.label(), x, y));
        }
        if (high == 0) {
            return "";
        }
        double[] range = {Math.pow(10, Math.floor(Math.log10(low))), Math.pow(10, Math.ceil(Math.log10(high)))};
        List<Tick> ticks = new ArrayList<>();
        for (double at = range[0]; at <= range[1] * 1.01; at *= 10) {
            ticks.add(new Tick(
                    at, Words.duration(Math.round(at)).replace(".0 ms", " ms").replace(".00 s", " s")));
        }
        return new LineChart(
                        "Latency of " + f + " by percentile",
                        PERCENT_TICKS,
                        ticks,
                        new double[] {nines(0), nines(99.99)},
                        range,
                        true)
                .svg(series);
    }

    /** Successes per second in blocks, from the beginning of each run's load. */
    static String rate(Comparison comparison) {
        List<Series> series = new ArrayList<>();
        double end = 0;
        double highest = 1;
        for (ComparedRun run : comparison.runs()) {
            double[] y = run.okPerSecond();
            double[] x = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                x[i] = (i + 0.5) * run.blockMs() / 1000;
                highest = Math.max(highest, y[i]);
            }
            end = Math.max(end, y.length * run.blockMs() / 1000.0);
            series.add(new Series(run.label(), x, y));
        }
        return new LineChart(
                        "Successes per second over time",
                        ticks(end, " s"),
                        ticks(highest, "/s"),
                        new double[] {0, end},
                        new double[] {0, highest},
                        false)
                .svg(series);
    }

    private static List<Tick> ticks(double end, String unit) {
        double step = Math.pow(10, Math.floor(Math.log10(Math.max(1, end))));
        step = end / step < 2 ? step / 4 : end / step < 5 ? step / 2 : step;
        List<Tick> ticks = new ArrayList<>();
        for (double at = 0; at <= end; at += step) {
            ticks.add(new Tick(at, String.format(Locale.ROOT, at == Math.rint(at) ? "%.0f" : "%.2f", at) + unit));
        }
        return ticks;
    }

    /** How many nines a percentile has: 90 has one, 99.9 three. */
    private static double nines(double percent) {
        return -Math.log10(1 - percent / 100);
    }
}
