package io.partita.control.run;

import io.partita.checker.Checker;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.performance.StatsChecker;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.Seeds;
import io.partita.control.plan.TestPlan;
import io.partita.control.report.IndexReport;
import io.partita.control.report.MarkdownSummary;
import io.partita.control.report.RunReport;
import io.partita.control.store.JunitXml;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunDirectory;
import io.partita.control.store.RunLog;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.RunClock;
import io.partita.nemesis.ledger.Healer;
import io.partita.provisioning.cluster.Cluster;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One run from a plan to a report: cluster up, system installed, load with faults, everything healed, history judged,
 * report written, all taken away again.
 *
 * <p>Judging never depends on cleaning up: from the moment when the first operation is recorded, whatever fails later,
 * the history that exists is judged and reported, and the failure stands beside the verdict.
 */
public final class TestRunner {

    private static final Logger LOG = LogManager.getLogger(TestRunner.class);

    /** How long the system may take from its start until it serves on every node. */
    private static final Duration START_LIMIT = Duration.ofSeconds(120);

    private final TestPlan plan;
    private final Workload workload;
    private final SystemUnderTest system;
    private final Cluster cluster;
    private final boolean keepCluster;
    private final FaultCatalog faults;
    private final Path results;
    private final Progress progress;
    private final String command;

    private final Thread thread = Thread.currentThread();
    private final List<String> failures = new ArrayList<>();
    private volatile boolean stopped;
    private volatile LoadPhase loadPhase;

    /**
     * Must be made by the thread that will call {@link #run}.
     *
     * @param cluster where to run; locked by the caller
     * @param keepCluster whether the cluster stays up after the run
     * @param results root of the results
     * @param command the command line that repeats the run, for the report
     */
    public TestRunner(
            TestPlan plan,
            Workload workload,
            SystemUnderTest system,
            Cluster cluster,
            boolean keepCluster,
            FaultCatalog faults,
            Path results,
            Progress progress,
            String command) {
        this.plan = plan;
        this.workload = workload;
        this.system = system;
        this.cluster = cluster;
        this.keepCluster = keepCluster;
        this.faults = faults;
        this.results = results;
        this.progress = new LoggedProgress(progress);
        this.command = command;
    }

    /**
     * Ends the run early: before the load it is broken off; during the load, faults are healed and what was recorded is
     * judged. Any thread may call.
     */
    public void stop() {
        stopped = true;
        LoadPhase running = loadPhase;
        if (running != null) {
            running.stop();
        } else {
            thread.interrupt();
        }
    }

    /**
     * Runs the plan.
     *
     * @throws RemoteException if a node fails before anything was recorded; likewise {@link SystemException} and
     *     {@link io.partita.provisioning.cluster.ClusterException}
     * @throws InterruptedException if {@link #stop} was called before anything was recorded
     */
    public RunOutcome run() throws InterruptedException {
        try {
            Inventory inventory =
                    timed("cluster " + cluster.name() + ": " + plan.nodes().size() + " nodes up", cluster::up);
            try (Nodes nodes = SshNodes.connect(inventory)) {
                return run(inventory, nodes);
            }
        } finally {
            // An interrupt has done its work when we come here; it must not break off the cleaning up.
            boolean interrupted = Thread.interrupted();
            if (!keepCluster) {
                cluster.down();
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private RunOutcome run(Inventory inventory, Nodes nodes) throws InterruptedException {
        Healer.sweep(nodes);
        try {
            timed(system.name() + " " + system.version() + " installed", () -> system.install(nodes));
            timed(system.name() + " ready on every node", () -> {
                system.start(nodes);
                system.awaitReady(nodes, START_LIMIT);
            });
            return record(inventory, nodes);
        } finally {
            boolean interrupted = Thread.interrupted();
            if (!plan.leaveRunning()) {
                removeSystem(nodes);
            }
            if (interrupted) {
                thread.interrupt();
            }
        }
    }

    private void removeSystem(Nodes nodes) {
        try {
            system.remove(nodes);
        } catch (RemoteException | SystemException e) {
            LOG.warn("removing {}", system.name(), e);
            progress.line(system.name() + " could not be removed: " + e.getMessage());
        }
    }

    private RunOutcome record(Inventory inventory, Nodes nodes) throws InterruptedException {
        RunDirectory directory =
                RunDirectory.create(results, plan.workload(), plan.nemesisLabel(), java.time.Instant.now());
        InventoryJson.write(directory.inventory(), inventory);
        PlanJson.write(directory.plan(), plan);
        RunLog log = RunLog.open(directory.log());
        try {
            LOG.info("seed {}: {}", plan.seed(), command);
            return record(inventory, nodes, directory);
        } finally {
            log.close();
        }
    }

    private RunOutcome record(Inventory inventory, Nodes nodes, RunDirectory directory) throws InterruptedException {
        Workload.Load load = workload.prepare(settings(inventory));
        timed("workload " + workload.name() + " prepared", load::setUp);
        long start = System.nanoTime();
        LongSupplier clock = () -> System.nanoTime() - start;
        List<FaultRecord> records;
        History history;
        try (JournalRecorder recorder = new JournalRecorder(directory.history(), meta(directory))) {
            records = drive(load, nodes, directory, recorder, clock);
            history = recorder.history();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
        long durationMs = clock.getAsLong() / 1_000_000;
        failures.addAll(LogCollector.collect(system, nodes, directory));
        return judgeAndReport(load, history, records, directory, durationMs);
    }

    private Workload.Settings settings(Inventory inventory) {
        return new Workload.Settings(
                plan.concurrency(),
                plan.nodes(),
                inventory.nodes().stream().collect(Collectors.toMap(Node::name, Node::address)),
                plan.rate(),
                plan.timeLimit(),
                system.recoveryBound(),
                Seeds.derive(plan.seed(), "workload"),
                plan.workloadOptions());
    }

    private Map<String, Object> meta(RunDirectory directory) {
        Map<String, Object> meta = new LinkedHashMap<>(workload.historyMeta());
        meta.put("format", "op-history/1");
        meta.put("workload", plan.workload());
        meta.put("nemesis", plan.nemesisLabel());
        meta.put("seed", plan.seed());
        meta.put("concurrency", (long) plan.concurrency());
        meta.put("nodes", plan.nodes());
        meta.put("startedAt", directory.startedAt().toString());
        return meta;
    }

    private List<FaultRecord> drive(
            Workload.Load load, Nodes nodes, RunDirectory directory, JournalRecorder recorder, LongSupplier clock)
            throws InterruptedException {
        Environment environment = Environment.of(nodes, system, RunClock.of(() -> clock.getAsLong() / 1_000_000));
        List<FaultRecord> records;
        try (Nemesis nemesis = DefaultNemesis.create(environment, directory.ledger(), faults)) {
            LoadPhase phase = new LoadPhase(plan, load, recorder, clock, progress);
            loadPhase = phase;
            if (stopped) {
                phase.stop();
            }
            progress.line(
                    "load for " + io.partita.control.plan.Durations.print(plan.timeLimit()) + ", seed " + plan.seed());
            try {
                phase.run(nemesis, () -> awaitRecovered(nodes));
            } catch (RuntimeException e) {
                // What was recorded so far is judged all the same.
                LOG.error("the load ended early", e);
                failures.add("the load ended early: " + Errors.brief(e));
            }
            nemesis.healAll();
            records = nemesis.records();
        } catch (RuntimeException e) {
            LOG.error("healing", e);
            failures.add("healing failed: " + Errors.brief(e) + "; run: control heal --all");
            records = List.of();
        }
        for (FaultRecord record : records) {
            if (!record.provenHealed() && record.activeAtMs() >= 0) {
                failures.add(record.id() + " " + record.name() + " is not proven healed"
                        + (record.error() == null ? "" : ": " + record.error()) + "; run: control heal --all");
            }
        }
        return records;
    }

    private void awaitRecovered(Nodes nodes) {
        try {
            system.awaitReady(nodes, system.recoveryBound());
        } catch (SystemException e) {
            // Not a failure of ours: the final reads will show it, and the verdict will say so.
            LOG.warn("{} did not recover within {}", system.name(), system.recoveryBound(), e);
            progress.line(system.name() + " did not recover within its bound: " + e.getMessage());
        }
    }

    private RunOutcome judgeAndReport(
            Workload.Load load, History history, List<FaultRecord> records, RunDirectory directory, long durationMs)
            throws InterruptedException {
        progress.line("judging " + history.size() + " events");
        List<Checker> checkers = new ArrayList<>(load.checkers());
        checkers.add(new StatsChecker());
        Judge.Judgement judgement = Judge.judge(plan, load, checkers, history, records);
        LOG.info("{}: {}", judgement.verdict().label(), judgement.reason());
        RunSummary summary = new RunSummary(
                RunSummary.SCHEMA_VERSION,
                judgement.verdict(),
                judgement.reason(),
                directory.startedAt().toString(),
                plan.seed(),
                plan.workload(),
                plan.nemesisLabel(),
                system.name() + " " + system.version(),
                plan.nodes(),
                plan.concurrency(),
                durationMs,
                counts(history),
                records,
                judgement.checkers(),
                Recovery.measure(
                        history, records, plan.concurrency(), plan.nodes().size()),
                judgement.evidence(),
                directory.report().toString(),
                command);
        ResultsJson.write(directory.results(), summary);
        JunitXml.write(directory.junit(), summary);
        MarkdownSummary.write(directory.summary(), summary);
        RunReport.write(directory.report(), summary, history);
        IndexReport.write(results);
        return new RunOutcome(summary, failures, stopped);
    }

    private static Map<String, Long> counts(History history) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            counts.put(type.label(), 0L);
        }
        for (int i = 0; i < history.size(); i++) {
            if (history.process(i) >= 0 && history.type(i) != OpType.INVOKE) {
                counts.merge(history.type(i).label(), 1L, Long::sum);
            }
        }
        return counts;
    }

    @FunctionalInterface
    private interface Step {
        void run() throws Exception;
    }

    @FunctionalInterface
    private interface Making<T> {
        T get() throws Exception;
    }

    private void timed(String what, Step step) throws InterruptedException {
        timed(what, () -> {
            step.run();
            return null;
        });
    }

    private <T> T timed(String what, Making<T> step) throws InterruptedException {
        if (Thread.interrupted() || stopped && loadPhase == null) {
            throw new InterruptedException("stopped before: " + what);
        }
        long begin = System.nanoTime();
        T made;
        try {
            made = step.get();
        } catch (RuntimeException | InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new SystemException(what + " failed: " + Errors.brief(e), e);
        }
        progress.line(String.format(java.util.Locale.ROOT, "%s (%.1f s)", what, (System.nanoTime() - begin) / 1e9));
        return made;
    }
}
