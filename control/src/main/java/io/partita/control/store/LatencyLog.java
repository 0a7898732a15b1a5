package io.partita.control.store;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogWriter;

/**
 * {@code latency.hlog}: how long operations took, as an interval log of HdrHistogram 1.3, which its log processor, its
 * plotter and its libraries in other languages read.
 *
 * <p>Values are nanoseconds with three significant digits. An operation belongs to the interval in which it completed. The
 * tag of a line is the function, and, if the operations did not succeed, a dot and how they ended: {@code read}, {@code
 * read.fail}, {@code read.info}. Operations that never completed have no latency and are left out. Where the history says
 * for when operations were meant, latencies count from there, and {@code read.service} has what successes took from their
 * invocation.
 */
public final class LatencyLog {

    private static final String SERVICE = ".service";
    private static final int DIGITS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    /** An interval lasts whole seconds, so many that there are at most this many of them. */
    private static final int MOST_INTERVALS = 300;

    private final HistogramLogWriter out;
    private final Map<String, Histogram> open = new TreeMap<>();
    private final long intervalNanos;
    private long interval;

    private LatencyLog(HistogramLogWriter out, long endNanos) {
        this.out = out;
        long seconds = 1 + (long) (endNanos / NANOS_PER_SECOND / MOST_INTERVALS);
        this.intervalNanos = seconds * 1_000_000_000;
    }

    /**
     * Replaces {@code file} by the latencies of {@code history}, in one step.
     *
     * @param startedAt when the run's clock was zero
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, History history, Instant startedAt) {
        AtomicFile.write(file, of(history, startedAt));
    }

    static String of(History history, Instant startedAt) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        HistogramLogWriter writer = new HistogramLogWriter(bytes);
        writer.outputComment("[Latencies in ns; the tag is the function, with .fail or .info if it did not succeed]");
        if (history.hasSchedule()) {
            writer.outputComment(
                    "[Latencies count from the time for which an operation was meant; .service has those of"
                            + " successes from their invocation]");
        }
        writer.outputLogFormatVersion();
        writer.outputStartTime(startedAt.toEpochMilli());
        writer.setBaseTime(0);
        writer.outputLegend();
        long end = history.size() == 0 ? 0 : history.time(history.size() - 1);
        new LatencyLog(writer, end).write(history);
        writer.close();
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private void write(History history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.invocationOf(i) < 0 || history.process(i) < 0) {
                continue;
            }
            while (history.time(i) >= (interval + 1) * intervalNanos) {
                endInterval();
            }
            String tag = tag(history.f(i), history.type(i));
            record(tag, history.latency(i));
            if (history.hasSchedule() && history.type(i) == OpType.OK) {
                record(tag + SERVICE, history.serviceTime(i));
            }
        }
        endInterval();
    }

    private void record(String tag, long nanos) {
        open.computeIfAbsent(tag, LatencyLog::histogram).recordValue(nanos);
    }

    private void endInterval() {
        double start = interval * intervalNanos / NANOS_PER_SECOND;
        double end = (interval + 1) * intervalNanos / NANOS_PER_SECOND;
        for (Histogram histogram : open.values()) {
            if (histogram.getTotalCount() > 0) {
                out.outputIntervalHistogram(start, end, histogram, 1e6);
                histogram.reset();
            }
        }
        interval++;
    }

    private static Histogram histogram(String tag) {
        Histogram histogram = new Histogram(DIGITS);
        histogram.setTag(tag);
        return histogram;
    }

    /** A tag ends at the first comma, blank or line break. */
    private static String tag(String function, OpType outcome) {
        String plain = function.replaceAll("[\\s,]", "_");
        return outcome == OpType.OK ? plain : plain + "." + outcome.label();
    }
}
