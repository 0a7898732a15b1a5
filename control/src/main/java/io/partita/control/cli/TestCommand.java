package io.partita.control.cli;

import io.partita.control.plan.ConfigurationException;
import io.partita.control.plan.Durations;
import io.partita.control.plan.Extensions;
import io.partita.control.plan.Loop;
import io.partita.control.plan.Problem;
import io.partita.control.plan.TestPlan;
import io.partita.control.plan.TestPlanner;
import io.partita.control.plan.TestRequest;
import io.partita.control.shrink.Shrinker;
import io.partita.control.store.FileTrouble;
import io.partita.provisioning.system.mesos.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code control test}: one run, or several with successive seeds. */
@Command(
        name = "test",
        description = {"Runs a workload on a cluster while faults come and go, and judges what happened.", ""},
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Durations are written 500ms, 30s, 2m or 1h.",
            "",
            "Examples:",
            "  control test --workload zk-register --nemesis partition-majorities --time-limit 30s",
            "  control test --workload zk-register --workload-option reads=local --rate 300 --seed 5",
            "  control test --workload zk-register --nemesis \"kill(minority), partition-leader + pause(n1) for 5s\"",
            "  control test --workload zk-register --nemesis \"at 10s partition-leader for 20s; every 15s kill one for 3s\"",
            "  control test --workload zk-register --nemesis swarm --health-gate 30s --test-count 10",
            "  control test --workload zk-register --workload-option reads=local --nemesis partition-halves --fail-fast",
            "  control test --plan latest --seed 6",
            "  control test --shrink latest --attempts 4 --budget 1h",
            "",
            "While the load goes on, q on a terminal ends it early: everything is healed, the final reads are made,",
            "and what there is is judged as usual. Ctrl-C does the same for a run of which nobody expects a verdict any more.",
            "",
            "Exit status: 0 valid, 1 invalid, 2 unknown, 3 infrastructure failed, 64 wrong arguments, 75 cluster in use."
        })
final class TestCommand implements Callable<Integer> {

    @Option(names = "--workload", paramLabel = "NAME", description = "What clients do: see `control list workloads`.")
    private String workload;

    @Option(
            names = "--nemesis",
            paramLabel = "FAULTS",
            description = "The faults, see `control list nemeses`: comma-separated, they take turns; a script such as"
                    + " \"at 10s kill(role(agent)) for 20s; every 30s pause\"; or swarm: see below. Default: none.")
    private List<String> nemeses = List.of();

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            description = "How long load and faults last. Default: what the workload suggests, mostly 60s.")
    private String timeLimit;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Operations per second over all threads; 0: as fast as clients answer. Default: what the workload"
                            + " suggests, mostly 100.")
    private Double rate;

    @Option(
            names = "--load",
            paramLabel = "closed|open",
            description =
                    "closed: a thread goes on when its operation has ended. open: operations come at random times,"
                            + " --rate a second on average, whether or not the system keeps up. Default: closed.")
    private Loop loop;

    @Option(
            names = "--concurrency",
            paramLabel = "N|Nn",
            description = "Number of client threads; 3n means three for each node. Default: what the workload suggests,"
                    + " mostly 2n.")
    private String concurrency;

    @Option(names = "--seed", paramLabel = "N", description = "Fixes every random choice. Default: drawn, and printed.")
    private Long seed;

    @Option(
            names = "--test-count",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Runs N tests with successive seeds; stops at the first that is not valid. Default: ${DEFAULT-VALUE}.")
    private int testCount;

    @Option(
            names = "--nemesis-interval",
            paramLabel = "TIME",
            description = "How long a fault stays. Default: what the workload suggests, mostly 10s.")
    private String nemesisInterval;

    @Option(
            names = "--health-gate",
            paramLabel = "TIME",
            description =
                    "Before a fault, waits until the system serves on every node, for at most TIME; if it does not, the"
                            + " faults that are left are not made, and the verdict says so.")
    private String healthGate;

    @Option(
            names = "--workload-option",
            paramLabel = "KEY=VALUE",
            description = "A setting of the workload; may be repeated.")
    private Map<String, String> workloadOptions = new LinkedHashMap<>();

    @Option(
            names = "--system",
            paramLabel = "NAME[:KEY=VALUE,...]",
            description =
                    "The system under test with settings: see `control list systems`. Default: what the workload needs.")
    private String system;

    @Option(
            names = "--time-scale",
            paramLabel = "X",
            description =
                    "Divides every time-out of a system that can do so, such as the testbed: short for its setting"
                            + " time.scale.")
    private String timeScale;

    @Option(
            names = "--layout",
            paramLabel = "FILE",
            description =
                    "A file that says which node is what, with a line such as `master: n1 n2 n3` for each role of a"
                            + " cluster of Mesos. Default: what the system has by itself.")
    private Path layoutFile;

    @Option(names = "--cluster", paramLabel = "KIND", description = "Where the nodes come from: lxc. Default: lxc.")
    private String cluster;

    @Option(
            names = "--cluster-name",
            paramLabel = "NAME",
            description = "Which local cluster to use or to make. Default: " + ClusterCommand.DEFAULT_NAME + ".")
    private String clusterName;

    @Option(
            names = "--nodes",
            split = ",",
            paramLabel = "NAME",
            description = "The nodes' names. Default: n1,n2,n3,n4,n5.")
    private List<String> nodes = new ArrayList<>();

    @Option(names = "--nodes-file", paramLabel = "FILE", description = "A file with one node name a line.")
    private Path nodesFile;

    @Option(
            names = "--check-budget",
            paramLabel = "TIME",
            description = "How long judging may take before the verdict is unknown. Default: 60s.")
    private String checkBudget;

    @Option(
            names = "--results",
            paramLabel = "DIR",
            defaultValue = "results",
            description = "Where results are written. Default: ${DEFAULT-VALUE}.")
    private Path results;

    @Option(
            names = "--plugin",
            paramLabel = "JAR",
            description = "A jar with workloads or systems of your own; may be repeated.")
    private List<Path> plugins = List.of();

    @Mixin
    private ReplayOptions replay = new ReplayOptions();

    @Option(
            names = "--fail-fast",
            description =
                    "Ends the load at the first violation that is proven while it goes on. Then everything is healed and"
                            + " the history judged as usual, without waiting for recovery and without final reads.")
    private boolean failFast;

    @Option(names = "--leave-running", description = "Leaves cluster and system up after the run.")
    private boolean leaveRunning;

    @Option(names = "--dry-run", description = "Prints the plan and touches nothing.")
    private boolean dryRun;

    @Option(names = "--json", description = "Prints the result, or the plan, as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Extensions extensions = Extensions.load(plugins);
        TestPlanner planner = new TestPlanner(extensions);
        TestSession session = new TestSession(extensions, results, Terminal.system(), json, plugins);
        if (replay.isGiven()) {
            return replay(planner, session, extensions);
        }
        List<TestPlan> plans = plans(planner);
        return dryRun ? session.print(plans, plan -> CommandLines.of(plan, plugins)) : session.run(plans, false);
    }

    /**
     * The plans that the options ask for; not of a stored one.
     *
     * @throws ConfigurationException with everything that is wrong with them
     */
    List<TestPlan> plans(TestPlanner planner) {
        List<Problem> problems = new ArrayList<>();
        TestRequest given = given(problems);
        if (workload == null) {
            problems.add(new Problem("--workload is missing", "Name one: control list workloads"));
        }
        long firstSeed = seed != null ? seed : new SplittableRandom().nextLong(1_000_000_000);
        List<TestPlan> plans = new ArrayList<>();
        try {
            for (int i = 0; i < Math.max(1, testCount) && workload != null; i++) {
                plans.add(planner.plan(given.orDefaults(
                        firstSeed + i, ClusterCommand.DEFAULT_NAME, List.of("n1", "n2", "n3", "n4", "n5"))));
            }
        } catch (ConfigurationException e) {
            problems.addAll(e.problems());
        }
        refuse(problems);
        return plans;
    }

    /** Runs a stored plan, or shrinks it. */
    private int replay(TestPlanner planner, TestSession session, Extensions extensions) throws InterruptedException {
        List<Problem> problems = new ArrayList<>();
        TestRequest given = given(problems);
        if (workload != null || !nemeses.isEmpty() || nemesisInterval != null || layoutFile != null) {
            problems.add(new Problem(
                    "--workload, --nemesis, --nemesis-interval and --layout are what a stored plan was made from",
                    "Leave them out, or make a new plan: leave out --plan and --shrink."));
        }
        if (replay.plan() != null && replay.shrink() != null) {
            problems.add(new Problem("--plan and --shrink exclude each other", "Give one of them."));
        }
        Duration budget = parse("--budget", replay.budget(), null, problems);
        if (replay.atLeast() < 1 || replay.attempts() < replay.atLeast()) {
            problems.add(new Problem(
                    "--at-least " + replay.atLeast() + " of --attempts " + replay.attempts() + " is impossible",
                    "Give at least 1, and no more than there are attempts."));
        }
        refuse(problems);
        boolean shrinks = replay.shrink() != null;
        Path run = shrinks ? StoredRuns.directory("--shrink", replay.shrink(), results) : null;
        Path file = shrinks ? run.resolve("plan.json") : StoredRuns.planFile(replay.plan(), results);
        List<String> changes = new ArrayList<>();
        TestPlan plan = planner.replan(StoredRuns.plan(file), given, seed, changes);
        Terminal terminal = Terminal.system();
        terminal.line("the plan of " + file + (changes.isEmpty() ? "" : ", with " + String.join(", ", changes)));
        if (dryRun) {
            return session.print(List.of(plan), same -> CommandLines.replaying(file, plugins));
        }
        return shrinks
                ? new ShrinkSession(session, terminal, extensions.faults(), run, plan, json)
                        .shrink(new Shrinker.Effort(replay.attempts(), replay.atLeast()), budget)
                : session.run(Collections.nCopies(testCount, plan), true);
    }

    /** What was said; the rest is {@code null} or empty. */
    private TestRequest given(List<Problem> problems) {
        if (testCount < 1) {
            problems.add(new Problem("--test-count " + testCount + " is not a number of tests", "Give 1 or more."));
        }
        replay.check(problems);
        return new TestRequest(
                workload,
                workloadOptions,
                nemeses,
                system,
                timeScale,
                layout(problems),
                cluster,
                clusterName,
                NodeNames.given(nodes, nodesFile, problems),
                parse("--time-limit", timeLimit, null, problems),
                rate,
                concurrency,
                0,
                parse("--nemesis-interval", nemesisInterval, null, problems),
                parse("--check-budget", checkBudget, null, problems),
                leaveRunning,
                parse("--health-gate", healthGate, null, problems),
                loop,
                failFast);
    }

    private static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems.stream().distinct().toList());
        }
    }

    private static Duration parse(String option, String text, Duration fallback, List<Problem> problems) {
        try {
            return text == null ? fallback : Durations.parse(text);
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(option + ": " + e.getMessage(), "For example " + option + " 30s"));
            return fallback;
        }
    }

    private Layout layout(List<Problem> problems) {
        try {
            return layoutFile == null ? null : Layout.parse(Files.readAllLines(layoutFile));
        } catch (IOException e) {
            problems.add(new Problem(
                    "--layout " + FileTrouble.of(layoutFile, e), "Name a readable file with a line for each role."));
        } catch (IllegalArgumentException e) {
            problems.add(new Problem(
                    "--layout " + layoutFile + ": " + e.getMessage(), "Examples are in docs/mesos.md, Layouts."));
        }
        return null;
    }
}
