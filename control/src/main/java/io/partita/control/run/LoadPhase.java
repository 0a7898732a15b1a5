package io.partita.control.run;

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
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The part of a run in which clients work: load with faults, then everything heals, then the system gets its recovery
 * bound, then final reads. The order is fixed here, so that no workload has to get it right again.
 */
final class LoadPhase {

    /** How long a client may take for one operation, whatever its own deadline, before it is taken from it. */
    private static final Duration OPERATION_LIMIT = Duration.ofSeconds(30);

    /**
     * How long the generator of the final reads may have nothing to offer while nothing is under way: no time limit of the
     * plan ends them.
     */
    static final Duration FINAL_PATIENCE = Duration.ofMinutes(1);

    /** The function of the nemesis's event before the load of a system that did not become ready. */
    static final String START_PHASE = "start-phase";

    /** The function of the nemesis's event between the load and the final reads. */
    static final String FINAL_PHASE = "final-phase";

    private final TestPlan plan;
    private final Workload.Load load;
    private final Optional<String> lacks;
    private final Recorder recorder;
    private final LoadThreads threads;

    private volatile Scheduler scheduler;
    private volatile boolean stopped;
    private volatile boolean enough;

    /**
     * @param lacks what the system lacked when it was to be ready; empty if nothing
     * @param recorder takes the history
     * @param threads time and threads of the load
     */
    LoadPhase(TestPlan plan, Workload.Load load, Optional<String> lacks, Recorder recorder, LoadThreads threads) {
        this.plan = plan;
        this.load = load;
        this.lacks = lacks;
        this.recorder = recorder;
        this.threads = threads;
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
     * Ends load and faults early; everything is healed, but nobody waits for the system or reads in the end, because the
     * verdict is certain. Any thread may call.
     */
    void stopWithoutFinalReads() {
        enough = true;
        stop();
    }

    /**
     * Runs to the end.
     *
     * @param phases told what goes on now, when the load is over
     * @param gate waits until the system is healthy enough for the next fault
     * @param awaitRecovered waits until the system serves again, within its recovery bound, and says what
     *     it lacks if it does not; called after the last heal
     */
    void run(
            Nemesis nemesis,
            FaultDriver.HealthGate gate,
            Supplier<Optional<String>> awaitRecovered,
            Consumer<String> phases)
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
            lacks.ifPresent(words -> running.recordFault(START_PHASE, readiness(Optional.of(words))));
            threads.drive(running, generator(), faults);
            phases.accept("healing");
            heal(nemesis, running);
            if (!enough) {
                phases.accept("recovering");
                running.recordFault(FINAL_PHASE, readiness(awaitRecovered.get()));
                phases.accept("final reads");
                running.resume();
                threads.drive(
                        running,
                        ready(load.finalGenerator().requireProgress(FINAL_PATIENCE), "final-generator"),
                        noFaults);
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
}
