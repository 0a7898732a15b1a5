package io.partita.testbed.master.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/** The last durations of something, and their distribution, as timers appear among the metrics. */
public final class Sample {

    private static final int KEPT = 1000;
    private static final Map<String, Double> QUANTILES =
            Map.of("p50", 0.5, "p90", 0.9, "p95", 0.95, "p99", 0.99, "p999", 0.999, "p9999", 0.9999);

    private final Deque<Double> values = new ArrayDeque<>();
    private long count;

    /** Notes one more. */
    public void add(double millis) {
        if (values.size() == KEPT) {
            values.removeFirst();
        }
        values.addLast(millis);
        count++;
    }

    /** Puts the newest under {@code name}, if there is any, and the distribution below it, if there are several. */
    public void addTo(Map<String, Double> metrics, String name) {
        if (values.isEmpty()) {
            return;
        }
        metrics.put(name, values.getLast());
        if (values.size() < 2) {
            return;
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        metrics.put(name + "/count", (double) count);
        metrics.put(name + "/min", sorted[0]);
        metrics.put(name + "/max", sorted[sorted.length - 1]);
        QUANTILES.forEach((quantile, part) -> metrics.put(name + "/" + quantile, at(sorted, part)));
    }

    private static double at(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
