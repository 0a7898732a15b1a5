package io.partita.control.cli;

import io.partita.checker.Verdict;
import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Extensions;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.Problem;
import io.partita.control.plan.TestPlan;
import io.partita.control.plan.TestPlanner;
import io.partita.control.run.RunOutcome;
import io.partita.control.run.TestRunner;
import io.partita.control.store.RunDirectory;
import io.partita.nemesis.network.NetworkByHand;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.provisioning.cluster.LxcCluster;
import io.partita.provisioning.system.Provision;
import io.partita.provisioning.system.Provisionable;
import io.partita.provisioning.system.SystemUnderTest;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Prints plans or runs them one after another, and turns what comes of them into output and an exit status. */
final class TestSession {

    /** How long a signal gives the run to heal, judge and report before the process ends all the same. */
    private static final long INTERRUPT_GRACE_SECONDS = 180;

    private final Extensions extensions;
    private final Path results;
    private final Terminal terminal;
    private final boolean json;
    private final List<Path> plugins;

    /** @param plugins where {@code extensions} are from besides our own */
    TestSession(Extensions extensions, Path results, Terminal terminal, boolean json, List<Path> plugins) {
        this.extensions = extensions;
        this.results = results;
        this.terminal = terminal;
        this.json = json;
        this.plugins = List.copyOf(plugins);
        if (json) {
            terminal.withoutStatus();
        }
    }

    /**
     * Prints what would be done.
     *
     * @param command gives the command line that gives the plan
     */
    int print(List<TestPlan> plans, Function<TestPlan, String> command) {
        for (TestPlan plan : plans) {
            terminal.result(
                    json ? PlanJson.toJson(plan) : PlanPrinter.text(plan, command.apply(plan), extensions.faults()));
        }
        return ExitCodes.VALID;
    }

    /**
     * Runs the plans; stops at the first whose verdict is not valid.
     *
     * @param stored whether they cannot be made anew from options
     */
    int run(List<TestPlan> plans, boolean stored) throws InterruptedException {
        RunDirectory.requireWritable(results);
        Set<Provision> all = EnumSet.noneOf(Provision.class);
        plans.forEach(plan -> all.addAll(provisions(plan)));
        LocalClusters.requireSupport(terminal, all);
        for (TestPlan plan : plans) {
            RunOutcome outcome = run(
                    plan, results, stored ? this::replayingRun : directory -> CommandLines.of(plan, plugins), ended -> {
                        ResultPrinter.print(ended, terminal, json);
                        StepSummary.add(System.getenv(StepSummary.VARIABLE), ended.summary(), terminal);
                    });
            int status = status(outcome);
            if (outcome.interrupted()) {
                return ExitCodes.INTERRUPTED;
            }
            if (status != ExitCodes.VALID) {
                return status;
            }
        }
        return ExitCodes.VALID;
    }

    /** What was found stands above what went wrong while it was found. */
    static int status(RunOutcome outcome) {
        Verdict verdict = outcome.summary().verdict();
        if (verdict == Verdict.INVALID || outcome.failures().isEmpty()) {
            return ExitCodes.of(verdict);
        }
        return outcome.generator()
                .map(wrong -> wrong.isConfiguration() ? ExitCodes.USAGE : ExitCodes.INTERNAL)
                .orElse(ExitCodes.INFRASTRUCTURE);
    }

    /** The command that repeats the run in {@code directory} from the plan there. */
    String replayingRun(Path directory) {
        return replaying(directory.resolve("plan.json"));
    }

    /** The command that runs the stored plan {@code file} again. */
    String replaying(Path file) {
        return CommandLines.replaying(file, plugins);
    }

    /** The system of {@code plan}, which touches nothing. */
    SystemUnderTest system(TestPlan plan) {
        return extensions.system(plan.system()).orElseThrow().create(plan.systemOptions());
    }

    /**
     * Runs {@code plan} once.
     *
     * @param root where its results go
     * @param command the command that repeats a run, of its directory
     * @param ended hears what came of it, also after a signal, before the process ends
     */
    RunOutcome run(TestPlan plan, Path root, Function<Path, String> command, Consumer<RunOutcome> ended)
            throws InterruptedException {
        new TestPlanner(extensions).requireRunnable(plan);
        Set<Provision> provisions = provisions(plan);
        LxcCluster usual = LocalClusters.named(plan.clusterName(), plan.nodes());
        LxcCluster cluster = provisions.contains(Provision.DISK) ? usual.withDisks() : usual;
        return LocalClusters.whileHolding(cluster, "a test of " + plan.workload(), () -> {
            requireUncut(cluster);
            boolean stays = plan.leaveRunning() || cluster.isKept();
            TestRunner runner = new TestRunner(
                    plan,
                    extensions.requireWorkload(plan.workload()),
                    Provisionable.provide(system(plan), provisions),
                    LocalClusters.remembering(cluster, stays),
                    stays,
                    extensions.faults(),
                    root,
                    terminal,
                    command);
            return endingEarlyOnSignal(runner, ended);
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
    Set<Provision> provisions(TestPlan plan) {
        return extensions
                .faults()
                .provisions(plan.schedule().steps().stream()
                        .map(FaultStep::fault)
                        .distinct()
                        .toList());
    }

    /** Runs; a signal ends the load, but not before everything is healed, judged, reported and taken away. */
    private RunOutcome endingEarlyOnSignal(TestRunner runner, Consumer<RunOutcome> ended) throws InterruptedException {
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
        QuitKey key = QuitKey.listen(() -> quit(runner), !json);
        try {
            RunOutcome outcome = runner.run();
            // Told here, not by the caller: after a signal the process ends as soon as the hook hears that we are done.
            ended.accept(outcome);
            return outcome;
        } finally {
            key.close();
            finished.countDown();
            removeHook(hook);
        }
    }

    private void quit(TestRunner runner) {
        if (!runner.endLoad()) {
            terminal.line("the load has not begun: nothing to end; Ctrl-C breaks the run off");
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
