package io.partita.testbed.master.metrics;

import java.util.Map;
import java.util.TreeMap;

/** What has been counted since the process began, by metric name. */
public final class Counters {

    private final Map<String, Double> values = new TreeMap<>();

    public void count(String name) {
        values.merge(name, 1.0, Double::sum);
    }

    public double of(String name) {
        return values.getOrDefault(name, 0.0);
    }

    public Map<String, Double> all() {
        return Map.copyOf(values);
    }
}
