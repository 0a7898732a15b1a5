package io.partita.control.report;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A small chart of lines as SVG, readable without scripts: several series over one axis. Series differ in colour and in
 * dashes; their styles are classes of the page's style sheet.
 */
final class LineChart {

    private static final int WIDTH = 560;
    private static final int HEIGHT = 240;
    private static final int LEFT = 64;
    private static final int RIGHT = 12;
    private static final int TOP = 10;
    private static final int BOTTOM = 30;

    /** A line through these points; all arrays have one length. Points that are not finite are gaps. */
    record Series(String label, double[] x, double[] y) {}

    /** A line across the chart with its text. */
    record Tick(double at, String text) {}

    private final String title;
    private final List<Tick> xTicks;
    private final List<Tick> yTicks;
    private final DoubleUnaryOperator horizontal;
    private final DoubleUnaryOperator vertical;

    /** @param logarithmic whether equal ratios of y take equal heights */
    LineChart(
            String title, List<Tick> xTicks, List<Tick> yTicks, double[] xRange, double[] yRange, boolean logarithmic) {
        this.title = title;
        this.xTicks = xTicks;
        this.yTicks = yTicks;
        DoubleUnaryOperator scale = logarithmic ? Math::log : y -> y;
        double low = scale.applyAsDouble(yRange[0]);
        double height = Math.max(1e-9, scale.applyAsDouble(yRange[1]) - low);
        double width = Math.max(1e-9, xRange[1] - xRange[0]);
        this.horizontal = x -> LEFT + (x - xRange[0]) / width * (WIDTH - LEFT - RIGHT);
        this.vertical = y -> HEIGHT - BOTTOM - (scale.applyAsDouble(y) - low) / height * (HEIGHT - TOP - BOTTOM);
    }

    String svg(List<Series> series) {
        StringBuilder out = new StringBuilder("<svg class=\"lines\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"" + Html.escape(title) + "\">");
        for (Tick tick : yTicks) {
            String y = number(vertical.applyAsDouble(tick.at()));
            out.append(
                    "<path class=\"grid\" d=\"M" + LEFT + " " + y + "H" + (WIDTH - RIGHT) + "\"/><text class=\"y\" x=\""
                            + (LEFT - 6) + "\" y=\"" + y + "\">" + Html.escape(tick.text()) + "</text>");
        }
        for (Tick tick : xTicks) {
            String x = number(horizontal.applyAsDouble(tick.at()));
            out.append("<path class=\"grid\" d=\"M" + x + " " + TOP + "V" + (HEIGHT - BOTTOM)
                    + "\"/><text class=\"x\" x=\"" + x + "\" y=\"" + (HEIGHT - BOTTOM + 18) + "\">"
                    + Html.escape(tick.text()) + "</text>");
        }
        for (int i = 0; i < series.size(); i++) {
            out.append("<path class=\"series series-" + i + "\" d=\"" + path(series.get(i)) + "\"><title>"
                    + Html.escape(series.get(i).label()) + "</title></path>");
        }
        return out.append("</svg>").toString();
    }

    private String path(Series series) {
        StringBuilder d = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < series.x().length; i++) {
            double x = horizontal.applyAsDouble(series.x()[i]);
            double y = vertical.applyAsDouble(series.y()[i]);
            if (!Double.isFinite(x) || !Double.isFinite(y)) {
                pen = false;
                continue;
            }
            d.append(pen ? 'L' : 'M').append(number(x)).append(' ').append(number(y));
            pen = true;
        }
        return d.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
