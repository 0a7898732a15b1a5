package io.partita.workloads.mesos.discovery;

import io.partita.checker.liveness.Sample;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** How many requests succeeded, why others did not, and how long the good ones took. Not thread-safe. */
final class Availability {

    private final Sample latency = new Sample();
    private final Map<String, Object> errors = new TreeMap<>();

    private long count;
    private long successes;
    private long downSince = -1;
    private long longestDown;

    /**
     * Adds a request; they come in the order in which they ended.
     *
     * @param error why it failed, beginning with a stable word; {@code null} if it did not
     */
    void add(long from, long to, boolean ok, String error) {
        count++;
        if (ok) {
            successes++;
            latency.add(to - from);
            downSince = -1;
            return;
        }
        downSince = downSince < 0 ? from : downSince;
        longestDown = Math.max(longestDown, to - downSince);
        String word = error == null ? "unknown" : error.replaceFirst(":.*", "");
        errors.merge(word, 1L, (one, more) -> (Long) one + (Long) more);
    }

    long count() {
        return count;
    }

    long successes() {
        return successes;
    }

    /** The part of all that succeeded, from 0 to 1; 1 of none. */
    double rate() {
        return count == 0 ? 1 : (double) successes / count;
    }

    /** Of the requests that succeeded. */
    Sample latency() {
        return latency;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requests", count);
        json.put("succeeded", successes);
        json.put("successRate", Math.round(rate() * 1e6) / 1e6);
        json.put("longestWithoutSuccessMs", Times.millis(longestDown));
        json.put("errors", errors);
        json.put("latency", latency.json());
        return json;
    }
}
