package io.partita.checker.internal.checks;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The figures of a run. Immutable.
 *
 * @param functions by function, in the order in which they first appear
 * @param longestOutage the longest time in which no operation succeeded; null if none ever did
 */
public record Performance(Map<String, FunctionFigures> functions, Outage longestOutage) {

    public Performance {
        functions = Collections.unmodifiableMap(new LinkedHashMap<>(functions));
    }

    /**
     * Outcomes and latencies of one function.
     *
     * @param ok operations that succeeded
     * @param fail operations that certainly did not happen
     * @param info operations of unknown outcome, those never completed among them
     * @param latency of those that succeeded
     */
    public record FunctionFigures(long ok, long fail, long info, Latency latency) {}

    /**
     * Latencies in milliseconds, as {@link History#latency} counts them, right to three digits; all 0 when there were none.
     *
     * @param p50 the median
     */
    public record Latency(double p50, double p95, double p99, double p999, double max) {

        private static Latency of(Histogram micros) {
            return new Latency(
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(95) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    /** A time without success, in milliseconds since the run began: between two successes, or before the first, or after the last. */
    public record Outage(long fromMs, long toMs) {
        public long durationMs() {
            return toMs - fromMs;
        }
    }

    /** The figures of {@code history}; events of the nemesis don't count. */
    public static Performance of(History history) {
        Map<String, Collected> functions = new LinkedHashMap<>();
        long from = 0;
        long gapFrom = 0;
        long gapTo = 0;
        boolean any = false;
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE && history.process(i) >= 0) {
                int end = history.completionOf(i);
                functions.computeIfAbsent(history.f(i), f -> new Collected()).add(history, end);
            } else if (history.type(i) == OpType.OK && history.invocationOf(i) >= 0) {
                any = true;
                if (history.time(i) - from > gapTo - gapFrom) {
                    gapFrom = from;
                    gapTo = history.time(i);
                }
                from = history.time(i);
            }
        }
        long end = history.size() == 0 ? 0 : history.time(history.size() - 1);
        if (end - from > gapTo - gapFrom) {
            gapFrom = from;
            gapTo = end;
        }
        Map<String, FunctionFigures> figures = new LinkedHashMap<>();
        functions.forEach((f, collected) -> figures.put(f, collected.figures()));
        return new Performance(figures, any ? new Outage(gapFrom / 1_000_000, gapTo / 1_000_000) : null);
    }

    private static final class Collected {

        private static final long LONGEST_MICROS = 3_600_000_000L;

        private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
        private long ok;
        private long fail;
        private long info;

        void add(History history, int completion) {
            OpType how = completion < 0 ? OpType.INFO : history.type(completion);
            switch (how) {
                case OK -> {
                    ok++;
                    long latency = history.latency(completion) / 1_000;
                    micros.recordValue(Math.min(latency, LONGEST_MICROS));
                }
                case FAIL -> fail++;
                default -> info++;
            }
        }

        FunctionFigures figures() {
            return new FunctionFigures(ok, fail, info, Latency.of(micros));
        }
    }
}
