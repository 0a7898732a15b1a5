package io.partita.checker.bench;

import java.util.Arrays;
import java.util.Locale;

/** Sums, medians and means. */
final class Figures {

    private Figures() {}

    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    static double geometricMean(double[] values) {
        return Math.exp(Arrays.stream(values).map(Math::log).average().orElse(Double.NaN));
    }

    /** In words, of values in ms that are sorted. */
    static String summary(double[] sorted) {
        if (sorted.length == 0) {
            return "none";
        }
        return String.format(
                Locale.ROOT,
                "%.1f ms in all, median %.3f, geometric mean %.3f, most %.1f",
                Arrays.stream(sorted).sum(),
                median(sorted),
                geometricMean(sorted),
                sorted[sorted.length - 1]);
    }
}
