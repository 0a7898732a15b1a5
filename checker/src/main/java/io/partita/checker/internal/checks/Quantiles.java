package io.partita.checker.internal.checks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;

/** Latencies in milliseconds at the quantiles 0, 0.5, 0.95, 0.99 and 1. */
final class Quantiles {

    private static final double[] AT = {0, 0.5, 0.95, 0.99, 1};

    private Quantiles() {}

    /** The quantiles of {@code nanos} over {@code ids}; empty for none. */
    static Map<String, Object> of(BitSet ids, IntToLongFunction nanos) {
        long[] sorted = ids.stream().mapToLong(nanos::applyAsLong).sorted().toArray();
        Map<String, Object> quantiles = new LinkedHashMap<>();
        if (sorted.length > 0) {
            Arrays.stream(AT)
                    .forEach(at -> quantiles.put(
                            at == Math.rint(at) ? String.valueOf((int) at) : String.valueOf(at),
                            millis(sorted[(int) Math.min(sorted.length - 1, Math.floor(at * sorted.length))])));
        }
        return quantiles;
    }

    static double millis(long nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
