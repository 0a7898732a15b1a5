package io.partita.control.run;

import io.partita.checker.history.OpType;
import io.partita.control.plan.Durations;
import io.partita.control.plan.Loop;
import io.partita.control.plan.Seeds;
import io.partita.control.plan.TestPlan;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.workloads.Workload;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Seed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The part of a run in which clients work: load with faults, then everything heals, then the system gets its recovery
 * bound, then final reads. The order is fixed here, so that no workload has to get it right again.
 */
final class LoadPhase {

    /** How long a client may take for one operation, whatever its own deadline, before it is taken from it. */
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(30);

    private static final long STATUS_MILLIS = 500;

    /** The function of the nemesis's event before the load of a system that did not become ready. */
    static final String START_PHASE = "start-phase";

    /** The function of the nemesis's event between the load and the final reads. */
    static final String FINAL_PHASE = "final-phase";

    private final TestPlan plan;
    private final Workload.Load load;
    private final Optional<String> lacks;
    private final JournalRecorder recorder;
    private final LoadThreads threads;
    private final Progress progress;

    private volatile Scheduler scheduler;
    private volatile boolean stopped;

    /** @param lacks what the system lacked when it was to be ready; empty if nothing */
    LoadPhase(
            TestPlan plan,
            Workload.Load load,
            Optional<String> lacks,
            JournalRecorder recorder,
            LoadThreads threads,
            Progress progress) {
        this.plan = plan;
        this.load = load;
        this.lacks = lacks;
        this.recorder = recorder;
        this.threads = threads;
        this.progress = progress;
    }

    /** Ends load and faults early; healing and final reads still happen. Any thread may call. */
    void stop() {
        stopped = true;
        Scheduler running = scheduler;
        if (running != null) {
            running.stop();
        }
    }

    /**
     * Runs to the end.
     *
     * @param gate waits until the system is healthy enough for the next fault
     * @param awaitRecovered waits until the system serves again, within its recovery bound, and says what
     *     it lacks if it does not; called after the last heal
     */
    void run(Nemesis nemesis, FaultDriver.HealthGate gate, Supplier<Optional<String>> awaitRecovered)
            throws InterruptedException {
        try (Scheduler running = new Scheduler(
                        plan.concurrency(),
                        threads.crew(plan.concurrency(), plan.nodes(), load.clients()),
                        recorder,
                        OPERATION_LIMIT);
                FaultDriver faults = new FaultDriver(
                        nemesis, plan.schedule(), plan.timeLimit(), gate, threads::now, threads.nemesis());
                FaultDriver noFaults = new FaultDriver(nemesis, List.of())) {
            scheduler = running;
            if (stopped) {
                running.stop();
            }
            ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(LoadPhase::daemon);
            ticker.scheduleAtFixedRate(
                    () -> progress.status(status(nemesis)), STATUS_MILLIS, STATUS_MILLIS, TimeUnit.MILLISECONDS);
            try {
                lacks.ifPresent(words -> running.recordFault(START_PHASE, readiness(Optional.of(words))));
                threads.drive(running, generator(), faults);
                heal(nemesis, running);
                running.recordFault(FINAL_PHASE, readiness(awaitRecovered.get()));
                running.resume();
                threads.drive(running, ready(load.finalGenerator(), "final-generator"), noFaults);
            } finally {
                ticker.shutdownNow();
            }
        }
    }

    private Generator generator() {
        Generator generator = load.generator();
        if (plan.rate() > 0) {
            Duration mean = Duration.ofNanos(Math.round(1e9 / plan.rate()));
            generator = plan.loop() == Loop.OPEN
                    ? generator.poisson(mean)
                    : Generators.stagger(mean, Seeds.derive(plan.seed(), "rate"), generator);
        }
        return ready(Generators.timeLimit(plan.timeLimit(), generator), "generator");
    }

    /** With its sub-seed, and checked. */
    private Generator ready(Generator generator, String part) {
        return Generators.checked(generator.seeded(Seed.of(Seeds.derive(plan.seed(), part))));
    }

    /** What the history says where a phase begins. */
    private static Map<String, Object> readiness(Optional<String> lacks) {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("ready", lacks.isEmpty());
        lacks.ifPresent(words -> value.put("lacks", words));
        return value;
    }

    private static void heal(Nemesis nemesis, Scheduler running) {
        for (FaultRecord record : nemesis.healAll()) {
            running.recordFault(record.name(), FaultDriver.describe(record));
        }
    }

    private String status(Nemesis nemesis) {
        long seconds = threads.now() / 1_000_000_000;
        long ok = recorder.count(OpType.OK);
        long fail = recorder.count(OpType.FAIL);
        long info = recorder.count(OpType.INFO);
        long pending = recorder.count(OpType.INVOKE) - ok - fail - info;
        String active = nemesis.records().stream()
                .filter(record -> record.healedAtMs() < 0 && record.activeAtMs() >= 0)
                .map(record -> record.name() + " for " + Math.max(0, seconds - record.activeAtMs() / 1000) + " s ("
                        + record.description() + ")")
                .collect(Collectors.joining(", "));
        return String.format(
                Locale.ROOT,
                "%3d s of %s  %d ok  %d fail  %d info  %d pending  last ok %.1f s ago  %s",
                seconds,
                Durations.print(plan.timeLimit()),
                ok,
                fail,
                info,
                pending,
                recorder.lastSuccess() < 0 ? Double.NaN : (threads.now() - recorder.lastSuccess()) / 1e9,
                active.isEmpty() ? "no fault" : active);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "status");
        thread.setDaemon(true);
        return thread;
    }
}
