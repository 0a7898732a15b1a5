package io.partita.control.report;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** How times are spread, as a small picture: equal bins from nothing to the longest, or to what was allowed. Immutable. */
final class Spread {

    private static final int BINS = 24;
    private static final int WIDTH = 168;
    private static final int HEIGHT = 26;

    private final double endMs;
    private final double boundMs;
    private final long[] counts = new long[BINS];

    private Spread(double endMs, double boundMs) {
        this.endMs = Math.max(endMs, boundMs) <= 0 ? 1 : Math.max(endMs, boundMs) * 1.02;
        this.boundMs = boundMs;
    }

    /** Of single times, on an axis that ends at {@code endMs}. */
    static String of(List<Double> millis, double endMs) {
        Spread spread = new Spread(endMs, 0);
        millis.forEach(ms -> spread.counts[spread.bin(ms)]++);
        return spread.svg();
    }

    /** Of times that a checker of liveness recorded; empty if there are none. */
    static String of(Map<?, ?> times, Object boundMs) {
        if (!(times.get("hdr") instanceof String packed) || !(times.get("maxMs") instanceof Number max)) {
            return "";
        }
        Spread spread = new Spread(max.doubleValue(), boundMs instanceof Number bound ? bound.doubleValue() : 0);
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed));
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(bytes, 0);
            // Whatever the unit of what was recorded, its greatest value is the greatest time.
            double unit = max.doubleValue() / Math.max(1, histogram.getMaxValue());
            histogram
                    .recordedValues()
                    .forEach(value -> spread.counts[spread.bin(value.getValueIteratedTo() * unit)] +=
                            value.getCountAddedInThisIterationStep());
        } catch (DataFormatException | RuntimeException e) {
            // Results that others wrote need not hold a histogram of ours.
            return "";
        }
        return spread.svg();
    }

    private int bin(double ms) {
        return (int) Math.max(0, Math.min(BINS - 1, ms / endMs * BINS));
    }

    private String svg() {
        long most = Math.max(1, Arrays.stream(counts).max().orElse(1));
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"spread\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                WIDTH,
                HEIGHT,
                Html.escape("from 0 to " + Words.duration(Math.round(endMs * 1e6))
                        + (boundMs > 0 ? ", allowed " + Words.duration(Math.round(boundMs * 1e6)) : ""))));
        double step = (double) WIDTH / BINS;
        for (int bin = 0; bin < BINS; bin++) {
            double height = counts[bin] == 0 ? 0 : 3 + (HEIGHT - 5) * (double) counts[bin] / most;
            svg.append(
                    height == 0
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    "<rect class=\"look-strong\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>%d"
                                            + " up to %s</title></rect>",
                                    bin * step,
                                    HEIGHT - 1 - height,
                                    step - 1,
                                    height,
                                    counts[bin],
                                    Words.duration(Math.round((bin + 1) * endMs / BINS * 1e6))));
        }
        svg.append(String.format(Locale.ROOT, "<path class=\"axis\" d=\"M0 %d.5H%d\"/>", HEIGHT - 1, WIDTH));
        if (boundMs > 0) {
            double x = boundMs / endMs * WIDTH;
            svg.append(String.format(Locale.ROOT, "<path class=\"anomaly-line\" d=\"M%.1f 0V%d\"/>", x, HEIGHT));
        }
        return svg.append("</svg>").toString();
    }
}
