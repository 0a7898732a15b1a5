package io.partita.control.cli;

import io.partita.checker.Verdict;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Extensions;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.Problem;
import io.partita.control.plan.TestPlan;
import io.partita.control.run.RunOutcome;
import io.partita.control.run.TestRunner;
import io.partita.nemesis.network.NetworkByHand;
import io.partita.nemesis.schedule.FaultSchedules;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.SystemProvider;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Prints plans or runs them one after another, and turns what comes of them into output and an exit status. */
final class TestSession {

    /** How long a signal gives the run to heal, judge and report before the process ends all the same. */
    private static final long INTERRUPT_GRACE_SECONDS = 180;

    private final Extensions extensions;
    private final Path results;
    private final Terminal terminal;
    private final boolean json;

    TestSession(Extensions extensions, Path results, Terminal terminal, boolean json) {
        this.extensions = extensions;
        this.results = results;
        this.terminal = terminal;
        this.json = json;
    }

    /** Prints what would be done. */
    int print(List<TestPlan> plans) {
        for (TestPlan plan : plans) {
            terminal.result(
                    json
                            ? PlanJson.toJson(plan)
                            : CommandLines.of(plan) + "\n" + FaultSchedules.render(plan.schedule()));
        }
        return ExitCodes.VALID;
    }

    /** Runs the plans; stops at the first whose verdict is not valid. */
    int run(List<TestPlan> plans) throws InterruptedException {
        Set<Provision> all = EnumSet.noneOf(Provision.class);
        plans.forEach(plan -> all.addAll(provisions(plan)));
        LocalClusters.requireSupport(terminal, all);
        for (TestPlan plan : plans) {
            RunOutcome outcome = run(plan);
            int status = outcome.summary().verdict() == Verdict.INVALID
                            || outcome.failures().isEmpty()
                    ? ExitCodes.of(outcome.summary().verdict())
                    : ExitCodes.INFRASTRUCTURE;
            if (outcome.interrupted()) {
                return ExitCodes.INTERRUPTED;
            }
            if (status != ExitCodes.VALID) {
                return status;
            }
        }
        return ExitCodes.VALID;
    }

    private RunOutcome run(TestPlan plan) throws InterruptedException {
        Set<Provision> provisions = provisions(plan);
        LxcCluster usual = LocalClusters.named(plan.clusterName(), plan.nodes());
        LxcCluster cluster = provisions.contains(Provision.DISK) ? usual.withDisks() : usual;
        SystemProvider provider = extensions.system(plan.system()).orElseThrow();
        return LocalClusters.whileHolding(cluster, "a test of " + plan.workload(), () -> {
            requireUncut(cluster);
            boolean stays = plan.leaveRunning() || cluster.isKept();
            return endingEarlyOnSignal(new TestRunner(
                    plan,
                    extensions.requireWorkload(plan.workload()),
                    Provisionable.provide(provider.create(plan.systemOptions()), provisions),
                    LocalClusters.remembering(cluster, stays),
                    stays,
                    extensions.faults(),
                    results,
                    terminal,
                    CommandLines.of(plan)));
        });
    }

    /** A network that somebody has cut is no place to begin, and that cut is not the run's to end. */
    private static void requireUncut(LxcCluster cluster) {
        List<String> cuts = NetworkByHand.open(LocalClusters.ledgerByHand(cluster));
        if (!cuts.isEmpty()) {
            throw new ConfigurationException(List.of(new Problem(
                    "the network of cluster " + cluster.name() + " is cut by hand: " + String.join("; ", cuts),
                    "Make it whole: control net fullmesh --cluster-name " + cluster.name())));
        }
    }

    /** What the faults of {@code plan} must find in place. */
    private Set<Provision> provisions(TestPlan plan) {
        return extensions
                .faults()
                .provisions(plan.schedule().steps().stream()
                        .map(FaultStep::fault)
                        .distinct()
                        .toList());
    }

    /** Runs; a signal ends the load, but not before everything is healed, judged, reported and taken away. */
    private RunOutcome endingEarlyOnSignal(TestRunner runner) throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        Thread hook = new Thread(
                () -> {
                    terminal.line("interrupted: healing, judging what was recorded, taking everything away");
                    runner.stop();
                    try {
                        if (!finished.await(INTERRUPT_GRACE_SECONDS, TimeUnit.SECONDS)) {
                            terminal.line("control: gave up waiting; run: control heal --all");
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "interrupted");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            RunOutcome outcome = runner.run();
            // Printed here, not by the caller: after a signal the process ends as soon as the hook hears that we are
            // done.
            ResultPrinter.print(outcome, terminal, json);
            return outcome;
        } finally {
            finished.countDown();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The program is ending by a signal: the hook is running, and has just been told that we are done.
        }
    }
}
