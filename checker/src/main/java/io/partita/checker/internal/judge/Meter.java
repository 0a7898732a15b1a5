package io.partita.checker.internal.judge;

import io.partita.checker.Linearizability.Progress;
import io.partita.checker.history.History;
import io.partita.checker.internal.parts.Resources;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Adds up how far the threads of one check have come, and tells a listener at most every 100 ms. Between two reports a
 * call costs one look at the clock. Safe for use by several threads.
 */
public final class Meter {

    private static final long NANOS_BETWEEN_REPORTS = 100_000_000;

    private record Position(long placed, long configurations, long noted) {}

    private final int parts;
    private final long operations;
    private final Resources resources;
    private final Consumer<Progress> listener;
    private final long start = System.nanoTime();
    private final AtomicLong lastReport = new AtomicLong(start);
    private final Map<PartJudge<?>, Position> searched = new ConcurrentHashMap<>();
    private final AtomicLong partsDone = new AtomicLong();
    private final AtomicLong placedByDone = new AtomicLong();
    private final AtomicLong configurationsByDone = new AtomicLong();

    public Meter(int parts, History history, Resources resources, Consumer<Progress> listener) {
        this.parts = parts;
        this.operations = history.operations();
        this.resources = resources;
        this.listener = listener;
    }

    /** The search of {@code judge} explains {@code placed} operations and met so many configurations. */
    void at(PartJudge<?> judge, long placed, long configurations) {
        long now = System.nanoTime();
        Position known = searched.get(judge);
        if (known == null || now - known.noted() >= NANOS_BETWEEN_REPORTS) {
            searched.put(judge, new Position(placed, configurations, now));
            reportIfDue(now);
        }
    }

    /** {@code judge} has its verdict, on so many operations. */
    void done(PartJudge<?> judge, long operationsJudged, long configurations) {
        searched.remove(judge);
        placedByDone.addAndGet(operationsJudged);
        configurationsByDone.addAndGet(configurations);
        partsDone.incrementAndGet();
        reportIfDue(System.nanoTime());
    }

    private void reportIfDue(long now) {
        long last = lastReport.get();
        if (now - last < NANOS_BETWEEN_REPORTS || !lastReport.compareAndSet(last, now)) {
            return;
        }
        long placed = placedByDone.get();
        long configurations = configurationsByDone.get();
        for (Position position : searched.values()) {
            placed += position.placed();
            configurations += position.configurations();
        }
        Progress progress = new Progress(
                partsDone.intValue(),
                parts,
                placed,
                operations,
                configurations,
                resources.heldBytes(),
                Duration.ofNanos(now - start));
        synchronized (listener) {
            listener.accept(progress);
        }
    }
}
