package io.partita.control.run;

import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.schedule.FaultStep;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Performs a fault schedule on a thread of its own, one step at a time, each when it is due or as soon as the step
 * before is done. Used by the scheduler's thread.
 */
final class FaultDriver implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(FaultDriver.class);

    private final Nemesis nemesis;
    private final Deque<FaultStep> left;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "nemesis");
        made.setDaemon(true);
        return made;
    });

    private FaultStep current;
    private CompletableFuture<FaultRecord> outcome;

    FaultDriver(Nemesis nemesis, List<FaultStep> steps) {
        this.nemesis = nemesis;
        this.left = new ArrayDeque<>(steps);
    }

    /** When the next step is due, in ns since the load began, or {@link Long#MAX_VALUE}. */
    long nextDue() {
        return current != null || left.isEmpty()
                ? Long.MAX_VALUE
                : left.peek().at().toNanos();
    }

    boolean isBusy() {
        return current != null;
    }

    /** Drops the steps that have not begun. */
    void cancelRest() {
        left.clear();
    }

    /** Begins the next step; {@code wake} is called when it is done. */
    FaultStep begin(Runnable wake) {
        current = left.remove();
        FaultStep step = current;
        outcome = CompletableFuture.supplyAsync(() -> nemesis.perform(step), thread);
        outcome.whenComplete((record, failure) -> wake.run());
        return step;
    }

    /** The finished step's outcome as a value for the history, or {@code null} while it is under way. */
    Map<String, Object> poll() {
        if (current == null || !outcome.isDone()) {
            return null;
        }
        Map<String, Object> value = new LinkedHashMap<>(announce(current));
        if (outcome.isCompletedExceptionally()) {
            Throwable failure = outcome.handle((record, thrown) -> thrown).join();
            LOG.warn("fault step {} failed", value, failure);
            value.put("error", String.valueOf(failure));
        } else {
            value.putAll(describe(outcome.join()));
            LOG.info("fault step {}", value);
        }
        current = null;
        return value;
    }

    /** The step under way. */
    FaultStep current() {
        return current;
    }

    /** A step as a value for the history. */
    static Map<String, Object> announce(FaultStep step) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("step", (long) step.number());
        value.put("action", step.action().name().toLowerCase(Locale.ROOT));
        return value;
    }

    /** What a fault's record says, for the history. */
    static Map<String, Object> describe(FaultRecord record) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("id", record.id());
        value.put("targets", record.targets());
        value.put("description", record.description());
        value.put("provenActive", record.provenActive());
        value.put("provenHealed", record.provenHealed());
        if (!record.activeProof().isEmpty()) {
            value.put("proof", record.activeProof());
        }
        if (record.error() != null) {
            value.put("error", record.error());
        }
        return value;
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
