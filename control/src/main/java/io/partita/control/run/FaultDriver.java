package io.partita.control.run;

import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Performs a fault schedule on another thread, one step at a time, each when it is due or as soon as the step
 * before is done. Used by the scheduler's thread.
 *
 * <pre>
 *  idle ─a step is due─▶ performing ─it is done─▶ idle
 *  idle ─an injection behind a gate is due─▶ waiting ─the system serves─▶ idle, the injection is due
 *                                                    └─it does not, or the run is stopped─▶ idle, nothing is left
 *  idle ─an injection for which no time is left is due─▶ idle, without it and its recovery
 * </pre>
 *
 * A gate that takes long puts all later steps off, so that faults last as long as is planned; one that would not be over
 * within the time limit any more is left out. What is left out stands in the history.
 */
final class FaultDriver implements AutoCloseable {

    /** The function of the events of gates in the history. */
    static final String GATE = "health-gate";

    /** The member of such an event that lists the faults that were left out, and the one that says why. */
    static final String LEFT_OUT = "leftOut";

    static final String WHY = "why";

    private static final Logger LOG = LogManager.getLogger(FaultDriver.class);

    /** Something that the nemesis did, for the history. */
    record Event(String f, Map<String, Object> value) {}

    /** Waits until the system serves on every node. */
    @FunctionalInterface
    interface HealthGate {

        /** What the system lacks after {@code limit}; empty as soon as it serves. An interrupt ends the wait. */
        Optional<String> await(Duration limit);
    }

    private final Nemesis nemesis;
    private final FaultSchedule schedule;
    private final long timeLimit;
    private final HealthGate gate;
    private final LongSupplier clock;
    private final Deque<FaultStep> left;
    private final ExecutorService thread;

    private FaultStep current;
    private CompletableFuture<FaultRecord> outcome;

    private CompletableFuture<Optional<String>> health;
    private Future<?> waiting;
    private long waitingSince;
    private FaultStep passed;
    /** By how much steps come later than planned, in ns. */
    private long late;

    /** Without gates. */
    FaultDriver(Nemesis nemesis, List<FaultStep> steps) {
        this(nemesis, new FaultSchedule(steps), Duration.ZERO, limit -> Optional.empty(), () -> 0);
    }

    /** On a thread of its own. */
    FaultDriver(Nemesis nemesis, FaultSchedule schedule, Duration timeLimit, HealthGate gate, LongSupplier clock) {
        this(nemesis, schedule, timeLimit, gate, clock, ownThread());
    }

    /**
     * @param timeLimit when everything planned is over
     * @param clock nanoseconds since the load began
     * @param thread does one thing after another; ended with this
     */
    FaultDriver(
            Nemesis nemesis,
            FaultSchedule schedule,
            Duration timeLimit,
            HealthGate gate,
            LongSupplier clock,
            ExecutorService thread) {
        this.thread = thread;
        this.nemesis = nemesis;
        this.schedule = schedule;
        this.timeLimit = timeLimit.toNanos();
        this.gate = gate;
        this.clock = clock;
        this.left = new ArrayDeque<>(schedule.steps());
    }

    /** A thread that is made when it is needed. */
    static ExecutorService ownThread() {
        return Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, "nemesis");
            made.setDaemon(true);
            return made;
        });
    }

    /** When the next step is due, in ns since the load began, or {@link Long#MAX_VALUE}. */
    long nextDue() {
        return isBusy() || left.isEmpty() ? Long.MAX_VALUE : left.peek().at().toNanos() + late;
    }

    boolean isBusy() {
        return current != null || health != null;
    }

    /** Drops the steps that have not begun; nobody waits for the system's health any more. */
    void cancelRest() {
        left.clear();
        if (waiting != null) {
            // In this order: whoever is interrupted may say that the system is healthy.
            health.complete(Optional.of("the run was stopped"));
            waiting.cancel(true);
        }
    }

    /** Begins with what is due; {@code wake} is called when that is done. */
    Event begin(Runnable wake) {
        FaultStep step = left.peek();
        boolean injects = step.action() == Action.INJECT;
        if (injects && late > 0 && end(step) + late > timeLimit) {
            return withoutTime(step);
        }
        if (injects && step != passed && schedule.isGated(step)) {
            return await(step, wake);
        }
        current = left.remove();
        outcome = CompletableFuture.supplyAsync(() -> nemesis.perform(step), thread);
        outcome.whenComplete((record, failure) -> wake.run());
        return new Event(step.fault(), announce(step));
    }

    private Event await(FaultStep step, Runnable wake) {
        waitingSince = clock.getAsLong();
        long most = Math.max(1, Math.min(schedule.healthGate().orElseThrow().toNanos(), timeLimit - waitingSince));
        CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        health = answer;
        waiting = thread.submit(() -> {
            try {
                answer.complete(gate.await(Duration.ofNanos(most)));
            } catch (RuntimeException e) {
                answer.complete(Optional.of(Errors.brief(e)));
            }
        });
        answer.whenComplete((lacks, failure) -> wake.run());
        Map<String, Object> value = before(step);
        value.put("waitsMs", most / 1_000_000);
        return new Event(GATE, value);
    }

    /** What has come of what was begun, or {@code null} while it is under way. */
    Event poll() {
        if (health != null && health.isDone()) {
            return gated(health.join());
        }
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
        Event event = new Event(current.fault(), value);
        current = null;
        return event;
    }

    private Event gated(Optional<String> lacks) {
        health = null;
        waiting = null;
        FaultStep step = left.peek();
        Map<String, Object> value = before(step);
        value.put("healthy", lacks.isEmpty());
        long now = clock.getAsLong();
        value.put("waitedMs", (now - waitingSince) / 1_000_000);
        if (lacks.isEmpty() && step != null) {
            passed = step;
            late = Math.max(late, now - step.at().toNanos());
        } else {
            lacks.ifPresent(words -> value.put("lacks", words));
            leaveOut(
                    List.copyOf(left),
                    "the system did not serve on every node again before the next fault was to begin: "
                            + lacks.orElse(""),
                    value);
        }
        LOG.info("{} {}", GATE, value);
        return new Event(GATE, value);
    }

    private Event withoutTime(FaultStep step) {
        Map<String, Object> value = before(step);
        leaveOut(
                left.stream().filter(step::isEndedBy).toList(),
                "the system took so long to serve again that there was no time left for it",
                value);
        LOG.info("{} {}", GATE, value);
        return new Event(GATE, value);
    }

    private void leaveOut(List<FaultStep> steps, String why, Map<String, Object> value) {
        if (!steps.isEmpty()) {
            left.removeAll(steps);
            value.put(
                    LEFT_OUT,
                    steps.stream()
                            .filter(step -> step.action() == Action.INJECT)
                            .map(FaultStep::fault)
                            .toList());
            value.put(WHY, why);
        }
    }

    private long end(FaultStep injection) {
        return left.stream()
                .filter(step -> step.action() == Action.RECOVER && injection.isEndedBy(step))
                .mapToLong(step -> step.at().toNanos())
                .findFirst()
                .orElseThrow();
    }

    /** Not {@code step}: that would announce it. */
    private static Map<String, Object> before(FaultStep step) {
        Map<String, Object> value = new LinkedHashMap<>();
        if (step != null) {
            value.put("beforeStep", (long) step.number());
            value.put("fault", step.fault());
        }
        return value;
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
