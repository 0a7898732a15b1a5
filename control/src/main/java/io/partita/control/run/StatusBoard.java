package io.partita.control.run;

import io.partita.checker.history.OpType;
import io.partita.control.plan.Durations;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Shows what a run is doing, five times a second, on a thread of its own, from when it is made until it is closed. */
final class StatusBoard implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;

    /** The rate is that of about the last two seconds. */
    private static final double FADING = 0.1;

    private final Duration limit;
    private final JournalRecorder counts;
    private final Latencies latencies;
    private final Nemesis nemesis;
    private final LongSupplier clock;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "status");
        thread.setDaemon(true);
        return thread;
    });

    private volatile String phase = "";
    private volatile boolean violated;
    private long lastTick;
    private long lastDone;
    private double rate = Double.NaN;

    /**
     * @param limit how long the load is to go on
     * @param clock nanoseconds since the load began
     */
    StatusBoard(
            Duration limit,
            JournalRecorder counts,
            Latencies latencies,
            Nemesis nemesis,
            LongSupplier clock,
            Progress progress) {
        this.limit = limit;
        this.counts = counts;
        this.latencies = latencies;
        this.nemesis = nemesis;
        this.clock = clock;
        this.lastTick = clock.getAsLong();
        ticker.scheduleAtFixedRate(() -> progress.status(status()), EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** What goes on from now on; empty for the load. */
    void phase(String words) {
        phase = words;
    }

    /** A violation was seen. */
    void violated() {
        violated = true;
    }

    private RunStatus status() {
        long now = clock.getAsLong();
        long ok = counts.count(OpType.OK);
        long fail = counts.count(OpType.FAIL);
        long info = counts.count(OpType.INFO);
        long last = counts.lastSuccess();
        return new RunStatus(
                phase,
                now / 1e9,
                Durations.print(limit),
                rate(now, ok + fail + info),
                ok,
                fail,
                info,
                Math.max(0, counts.count(OpType.INVOKE) - ok - fail - info),
                faults(now),
                last < 0 ? Double.NaN : Math.max(0, (now - last) / 1e9),
                latencies.quantileMs(0.99),
                violated);
    }

    private double rate(long now, long done) {
        double latest = (done - lastDone) * 1e9 / Math.max(1, now - lastTick);
        rate = Double.isNaN(rate) ? latest : rate + FADING * (latest - rate);
        lastTick = now;
        lastDone = done;
        return rate;
    }

    private String faults(long now) {
        return nemesis.records().stream()
                .filter(record -> record.healedAtMs() < 0)
                .map(record -> fault(record, now / 1_000_000))
                .collect(Collectors.joining(", "));
    }

    private static String fault(FaultRecord record, long nowMs) {
        boolean active = record.activeAtMs() >= 0;
        long since = active ? record.activeAtMs() : record.injectedAtMs();
        return String.format(
                Locale.ROOT,
                "%s %s %.0f s",
                record.name(),
                active ? "active" : "beginning",
                Math.max(0, nowMs - since) / 1e3);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
