package io.partita.control.compare;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.control.store.RunSummary;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/**
 * What is compared of one run. Immutable by agreement: the histograms are not to be changed.
 *
 * <p>Operations of one run are no independent samples: one pause of a server slows hundreds of them, and a test that takes
 * them for hundreds of proofs finds a difference between any two runs. So the run is cut into blocks of equal length, and
 * each block gives one value: its median latency, or its rate. This is the method of batch means. Blocks that are long
 * against the pauses depend little on each other.
 *
 * @param label a letter: {@code A} is the run that the others are compared to
 * @param directory where its files are
 * @param summary what it came to
 * @param open whether the load was open: latencies then count from the time for which an operation was meant, not from its
 *     invocation
 * @param latencies of the operations that succeeded, in ns, by function
 * @param blockMedians by function, the median latency in ns of each block that has any success
 * @param okPerSecond the rate of successes in each block
 * @param blockMs how long a block is
 */
public record ComparedRun(
        String label,
        Path directory,
        RunSummary summary,
        boolean open,
        Map<String, Histogram> latencies,
        Map<String, double[]> blockMedians,
        double[] okPerSecond,
        long blockMs) {

    private static final int DIGITS = 3;
    private static final int MOST_BLOCKS = 60;
    private static final long SHORTEST_BLOCK_MS = 1000;

    public ComparedRun {
        latencies = Collections.unmodifiableMap(latencies);
        blockMedians = Collections.unmodifiableMap(blockMedians);
    }

    /** Takes from {@code history} what is compared. */
    public static ComparedRun of(String label, Path directory, RunSummary summary, History history) {
        long endNanos = history.size() == 0 ? 0 : history.time(history.size() - 1);
        long blockNanos = Math.max(SHORTEST_BLOCK_MS * 1_000_000, endNanos / MOST_BLOCKS + 1);
        // What is left of the last block would be a rate over less time than it is divided by.
        int blocks = (int) (endNanos / blockNanos);
        double[] ok = new double[blocks];
        Map<String, Histogram> whole = new TreeMap<>();
        Map<String, Histogram[]> byBlock = new TreeMap<>();
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) != OpType.OK || history.invocationOf(i) < 0 || history.process(i) < 0) {
                continue;
            }
            long latency = history.latency(i);
            whole.computeIfAbsent(history.f(i), f -> new Histogram(DIGITS)).recordValue(latency);
            int block = (int) (history.time(i) / blockNanos);
            if (block < blocks) {
                ok[block]++;
                Histogram[] of = byBlock.computeIfAbsent(history.f(i), f -> new Histogram[blocks]);
                if (of[block] == null) {
                    of[block] = new Histogram(DIGITS);
                }
                of[block].recordValue(latency);
            }
        }
        for (int i = 0; i < blocks; i++) {
            ok[i] /= blockNanos / 1e9;
        }
        Map<String, double[]> medians = new TreeMap<>();
        byBlock.forEach((f, histograms) -> medians.put(
                f,
                Arrays.stream(histograms)
                        .filter(histogram -> histogram != null)
                        .mapToDouble(histogram -> histogram.getValueAtPercentile(50))
                        .toArray()));
        return new ComparedRun(
                label, directory, summary, history.hasSchedule(), whole, medians, ok, blockNanos / 1_000_000);
    }

    /** The latency in ns below which {@code percent} of the successes of {@code f} are; NaN if it has none. */
    public double latency(String f, double percent) {
        Histogram histogram = latencies.get(f);
        return histogram == null || histogram.getTotalCount() == 0
                ? Double.NaN
                : histogram.getValueAtPercentile(percent);
    }

    /** Successes per second over the whole run. */
    public double meanOkPerSecond() {
        long ok = summary.operations().getOrDefault("ok", 0L);
        return summary.durationMs() == 0 ? 0 : ok * 1000.0 / summary.durationMs();
    }
}
