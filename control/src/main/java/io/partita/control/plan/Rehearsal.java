package io.partita.control.plan;

import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Simulation;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The first operations of a plan in virtual time, before anything is touched: whether there are threads enough for what a
 * workload reserves is known by its generators alone. Whatever else goes wrong here says nothing, because there are no nodes:
 * a workload that cannot be prepared without them is not rehearsed.
 */
final class Rehearsal {

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration VIRTUAL = Duration.ofMinutes(1);
    /** Addresses that are nobody's (RFC 5737). */
    private static final String NOWHERE = "192.0.2.1";

    private Rehearsal() {}

    /** What {@code plan} lacks that other arguments would give, if anything. */
    static Optional<Problem> of(TestPlan plan, Workload workload, SystemUnderTest system) {
        var rehearsal = new FutureTask<>(() -> rehearse(plan, workload, system));
        var thread = new Thread(rehearsal, "rehearsal");
        thread.setDaemon(true);
        thread.start();
        try {
            return rehearsal.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            thread.interrupt();
        }
    }

    private static Optional<Problem> rehearse(TestPlan plan, Workload workload, SystemUnderTest system) {
        Workload.Load load = workload.prepare(settings(plan, system));
        return shortage(plan, load, Workload.Load::generator)
                .or(() -> shortage(plan, load, Workload.Load::finalGenerator));
    }

    private static Optional<Problem> shortage(
            TestPlan plan, Workload.Load load, Function<Workload.Load, Generator> phase) {
        try {
            Simulation.quick(plan.concurrency())
                    .atMost(plan.concurrency() * 4L, VIRTUAL)
                    .first(plan.concurrency(), phase.apply(load));
        } catch (GeneratorException e) {
            if (e.isConfiguration()) {
                return Optional.of(new Problem(
                        plan.workload() + " cannot run with --concurrency " + plan.concurrency() + ": "
                                + e.getMessage(),
                        "Give more --concurrency, or other options of the workload."));
            }
        } catch (RuntimeException e) {
            // It needs what only nodes can give: the run will show.
        }
        return Optional.empty();
    }

    private static Workload.Settings settings(TestPlan plan, SystemUnderTest system) {
        return new Workload.Settings(
                plan.concurrency(),
                plan.nodes(),
                plan.nodes().stream().collect(Collectors.toMap(node -> node, node -> NOWHERE)),
                OptionalInt.empty(),
                plan.loop() == Loop.OPEN ? 0 : plan.rate(),
                plan.timeLimit(),
                system.recoveryBound(),
                Seeds.derive(plan.seed(), "workload"),
                plan.workloadOptions(),
                Optional.empty());
    }
}
