package io.partita.control.report;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The whole run in one static picture, readable without scripts: completions per time slice stacked by outcome, faults
 * as bands behind them, anomalies as marks above.
 */
final class OverviewSvg {

    private static final int WIDTH = 1120;
    private static final int TOP = 26;
    private static final int BARS = 92;
    private static final int HEIGHT = TOP + BARS + 20;
    private static final int SLICES = 160;

    private final RunSummary run;
    private final Operations operations;
    private final double endMs;
    private final StringBuilder svg = new StringBuilder();

    private OverviewSvg(RunSummary run, Operations operations) {
        this.run = run;
        this.operations = operations;
        this.endMs = endMs(run, operations);
    }

    /** When the picture ends, in ms. */
    static double endMs(RunSummary run, Operations operations) {
        return Math.max(1, Math.max(operations.endNanos() / 1e6, run.durationMs()));
    }

    static String of(RunSummary run, Operations operations) {
        return new OverviewSvg(run, operations).draw();
    }

    private String draw() {
        add(
                "<svg class=\"overview\" viewBox=\"0 0 %d %d\" role=\"group\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Html.escape("Completed operations over time by outcome, with "
                        + Words.plural(run.faults().size(), "fault")));
        add("<defs>"
                + "<pattern id=\"hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\""
                + " patternTransform=\"rotate(45)\"><rect class=\"fill-fail\" width=\"5\" height=\"5\"/>"
                + "<rect class=\"fill-ink\" width=\"1.6\" height=\"5\"/></pattern>"
                + "<pattern id=\"dots\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\">"
                + "<rect class=\"fill-info\" width=\"4\" height=\"4\"/><circle class=\"fill-ink\" cx=\"2\" cy=\"2\""
                + " r=\"0.9\"/></pattern></defs>");
        run.faults().forEach(this::fault);
        bars();
        axis();
        anomalies();
        return svg.append("</svg>").toString();
    }

    private void fault(FaultRecord fault) {
        double from = x(fault.injectedAtMs());
        double to = x(fault.healedAtMs() < 0 ? endMs : fault.healedAtMs());
        double width = Math.max(1.5, to - from);
        add(
                "<g><title>%s</title><rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                Html.escape(fault.id() + " " + fault.name() + ": " + fault.description()),
                from,
                TOP - 8,
                width,
                BARS + 8);
        add("<rect class=\"band-edge\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"3\"/>", from, TOP - 8, width);
        if (width > 24) {
            add("<text class=\"band-label\" x=\"%.1f\" y=\"%d\">%s</text>", from + 4, TOP + 7, Html.escape(fault.id()));
        }
        add("</g>");
    }

    private void bars() {
        int[][] counts = new int[SLICES][OpType.values().length];
        int highest = 1;
        for (int i = 0; i < operations.size(); i++) {
            int slice = (int) Math.min(SLICES - 1, operations.endNanos(i) / 1e6 / endMs * SLICES);
            counts[Math.max(0, slice)][operations.outcome(i).ordinal()]++;
        }
        for (int[] slice : counts) {
            highest = Math.max(highest, slice[1] + slice[2] + slice[3]);
        }
        double step = (double) WIDTH / SLICES;
        for (int slice = 0; slice < SLICES; slice++) {
            double base = TOP + BARS;
            for (OpType outcome : new OpType[] {OpType.OK, OpType.FAIL, OpType.INFO}) {
                double height = (double) counts[slice][outcome.ordinal()] / highest * BARS;
                if (height > 0) {
                    base -= height;
                    add(
                            "<rect class=\"bar-%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                            outcome.label(), slice * step, base, step - 1, height);
                }
            }
        }
    }

    private void axis() {
        int y = TOP + BARS;
        add("<path class=\"axis\" d=\"M0 %d.5H%d\"/>", y, WIDTH);
        for (double at : ticks(endMs)) {
            String anchor = at == 0 ? "start" : x(at) > WIDTH - 30 ? "end" : "middle";
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(at), y + 15, anchor, tick(at, endMs));
        }
    }

    /** About ten round instants from the beginning of a run to its end, in ms. */
    static double[] ticks(double endMs) {
        double step = niceStep(endMs / 10);
        return DoubleStream.iterate(0, at -> at <= endMs, at -> at + step).toArray();
    }

    /** One of the {@link #ticks} as a label. */
    static String tick(double at, double endMs) {
        double step = niceStep(endMs / 10);
        // Never so few digits that two labels are the same.
        int digits = step >= 1000 ? 0 : Math.max(3, 3 - (int) Math.floor(Math.log10(step)));
        return String.format(Locale.ROOT, "%." + digits + "f s", at / 1000);
    }

    private void anomalies() {
        run.checkers()
                .values()
                .forEach(result ->
                        result.anomalies().stream().limit(AnomalySection.SHOWN).forEach(this::anomaly));
    }

    private void anomaly(Anomaly anomaly) {
        int operation = operations.ofEvent(anomaly.opIndex());
        if (operation < 0) {
            return;
        }
        double x = x(operations.endNanos(operation) / 1e6);
        add(
                "<a href=\"#op=%d\"><title>%s</title><path class=\"anomaly-line\" d=\"M%.1f %dV%d\"/>"
                        + "<path class=\"anomaly-mark\" d=\"M%.1f %dl-6 -11h12z\"/></a>",
                anomaly.opIndex(), Html.escape(anomaly.headline()), x, TOP - 10, TOP + BARS, x, TOP - 8);
    }

    private double x(double ms) {
        return Math.max(0, Math.min(WIDTH, ms / endMs * WIDTH));
    }

    private static double niceStep(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
        for (double factor : new double[] {1, 2, 5}) {
            if (power * factor >= atLeast) {
                return power * factor;
            }
        }
        return power * 10;
    }

    private void add(String pattern, Object... values) {
        svg.append(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
    }
}
