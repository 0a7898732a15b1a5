package io.partita.control.report;

import io.partita.control.report.Signal.Key;
import io.partita.control.report.Signal.Line;
import io.partita.control.report.Signal.Lines;
import io.partita.control.report.Signal.Look;
import io.partita.control.report.Signal.Point;
import io.partita.control.report.Signal.Row;
import io.partita.control.report.Signal.Stretch;
import io.partita.control.report.Signal.Strips;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.FaultRecord;
import java.util.List;
import java.util.Locale;

/** A signal over the whole run as a static picture, faults as bands behind it, readable without scripts. */
final class SignalSvg {

    private static final int WIDTH = 1120;
    private static final int GUTTER = 130;
    private static final int TOP = 8;
    private static final int ROW = 18;
    private static final int PLOT = 110;
    private static final int AXIS = 22;
    private static final int LEGEND = 20;

    /** Lines differ by dashes too. */
    private static final String[] DASHES = {"", "7 3", "2 3"};

    private static final int COLOURS = 6;

    private final RunSummary run;
    private final double endMs;
    private final StringBuilder svg = new StringBuilder();

    private SignalSvg(RunSummary run, double endMs) {
        this.run = run;
        this.endMs = Math.max(1, endMs);
    }

    static String of(RunSummary run, Signal signal, double endMs) {
        SignalSvg picture = new SignalSvg(run, endMs);
        if (signal instanceof Strips strips) {
            picture.strips(strips);
        } else {
            picture.lines((Lines) signal);
        }
        return picture.svg.append("</svg>").toString();
    }

    private void begin(Signal signal, int bottom) {
        add(
                "<svg class=\"signal-svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH, bottom + AXIS + LEGEND, Html.escape(signal.title() + ". " + signal.about()));
        for (FaultRecord fault : run.faults()) {
            double from = x(fault.injectedAtMs());
            double to = x(fault.healedAtMs() < 0 ? endMs : fault.healedAtMs());
            add(
                    "<rect class=\"band\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>",
                    from, TOP - 4, Math.max(1.5, to - from), bottom - TOP + 4);
        }
        add("<path class=\"axis\" d=\"M%d %d.5H%d\"/>", GUTTER, bottom, WIDTH);
        for (double at : OverviewSvg.ticks(endMs)) {
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>",
                    x(at), bottom + 14, x(at) > WIDTH - 30 ? "end" : "middle", OverviewSvg.tick(at, endMs));
        }
    }

    private void strips(Strips signal) {
        int bottom = TOP + signal.rows().size() * ROW;
        begin(signal, bottom);
        int y = TOP;
        for (Row row : signal.rows()) {
            add("<text class=\"name\" x=\"%d\" y=\"%d\">%s</text>", 0, y + 13, Html.escape(shorten(row.name())));
            for (Stretch stretch : row.stretches()) {
                stretch(signal, stretch, y);
            }
            y += ROW;
        }
        double x = GUTTER;
        for (Key key : signal.looks()) {
            box(key.look(), x, bottom + AXIS, 14, "");
            add("<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>", x + 19, bottom + AXIS + 13, key.meaning());
            x += 40 + 6.2 * key.meaning().length();
        }
    }

    private void stretch(Strips signal, Stretch stretch, int y) {
        double from = x(stretch.fromMs());
        box(
                stretch.look(),
                from,
                y,
                Math.max(1.5, x(stretch.toMs()) - from),
                SignalSection.meaning(signal, stretch) + (stretch.text().isEmpty() ? "" : ": " + stretch.text()));
    }

    private void box(Look look, double x, int y, double width, String title) {
        int inset = switch (look) {
            case STRONG, BAD -> 2;
            case GOOD, DOUBT -> 5;
            case WEAK -> 8;
        };
        add(
                "<rect class=\"look-%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\">%s</rect>",
                look.name().toLowerCase(Locale.ROOT),
                x,
                y + inset,
                width,
                ROW - 2 * inset,
                title.isEmpty() ? "" : "<title>" + Html.escape(title) + "</title>");
    }

    private void lines(Lines signal) {
        int bottom = TOP + PLOT;
        begin(signal, bottom);
        double low = 0;
        double high = 1;
        for (Line line : signal.lines()) {
            for (Point point : line.points()) {
                low = Double.isNaN(point.value()) ? low : Math.min(low, point.value());
                high = Double.isNaN(point.value()) ? high : Math.max(high, point.value());
            }
        }
        for (double value : new double[] {low, high}) {
            add(
                    "<text class=\"tick\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s %s</text>",
                    GUTTER - 6, y(value, low, high) + 4, Words.count(Math.round(value)), Html.escape(signal.unit()));
        }
        double x = GUTTER;
        int number = 0;
        for (Line line : signal.lines()) {
            String look = String.format(
                    Locale.ROOT,
                    "class=\"line line-%d\" stroke-dasharray=\"%s\"",
                    number / DASHES.length % COLOURS,
                    DASHES[number % DASHES.length]);
            add(
                    "<path %s d=\"%s\"><title>%s</title></path>",
                    look, path(line.points(), low, high), Html.escape(line.name()));
            add("<path %s d=\"M%.1f %d h18\"/>", look, x, bottom + AXIS + 9);
            add(
                    "<text class=\"tick\" x=\"%.1f\" y=\"%d\">%s</text>",
                    x + 22, bottom + AXIS + 13, Html.escape(line.name()));
            x += 44 + 6.2 * line.name().length();
            number++;
        }
    }

    private String path(List<Point> points, double low, double high) {
        StringBuilder path = new StringBuilder();
        boolean open = false;
        for (int i = 0; i < points.size(); i++) {
            Point point = points.get(i);
            if (Double.isNaN(point.value())) {
                open = false;
                continue;
            }
            double until = i + 1 < points.size() ? points.get(i + 1).atMs() : endMs;
            path.append(String.format(
                    Locale.ROOT,
                    open ? "V%2$.1fH%3$.1f" : "M%.1f %.1fH%.1f",
                    x(point.atMs()),
                    y(point.value(), low, high),
                    x(until)));
            open = true;
        }
        return path.toString();
    }

    private static double y(double value, double low, double high) {
        return TOP + PLOT - 4 - (value - low) / (high - low) * (PLOT - 12);
    }

    private double x(double ms) {
        return GUTTER + Math.max(0, Math.min(1, ms / endMs)) * (WIDTH - GUTTER);
    }

    private static String shorten(String name) {
        return name.length() <= 20 ? name : name.substring(0, 19) + "…";
    }

    private void add(String pattern, Object... values) {
        svg.append(values.length == 0 ? pattern : String.format(Locale.ROOT, pattern, values));
    }
}
