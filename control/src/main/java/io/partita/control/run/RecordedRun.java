package io.partita.control.run;

import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.online.OnlineChecker;
import io.partita.control.plan.Durations;
import io.partita.control.plan.Loop;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.Seeds;
import io.partita.control.plan.TestPlan;
import io.partita.control.report.IndexReport;
import io.partita.control.report.MarkdownSummary;
import io.partita.control.report.RunReport;
import io.partita.control.store.JunitXml;
import io.partita.control.store.LatencyLog;
import io.partita.control.store.ResultsJson;
import io.partita.control.store.RunDirectory;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.DefaultNemesis;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.fault.Environment;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.fault.RunClock;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.InventoryJson;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.HasClientPort;
import io.partita.provisioning.system.HasParts;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import io.partita.workloads.generator.GeneratorException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The part of a run that leaves files: load with faults, everything healed, history judged, report written.
 *
 * <p>Judging never depends on what went wrong before: from the first recorded operation on, whatever fails, the history
 * that exists is judged and reported, and the failure stands beside the verdict.
 */
final class RecordedRun {

    private static final Logger LOG = LogManager.getLogger(RecordedRun.class);

    private final TestPlan plan;
    private final Workload workload;
    private final SystemUnderTest system;
    private final Nodes nodes;
    private final Optional<String> lacks;
    private final RunDirectory directory;
    private final Path results;
    private final Progress progress;
    private final String command;

    private final List<String> failures = new ArrayList<>();
    private final LongSupplier clock = () -> System.nanoTime() - this.start;
    /** When the load began; before that, when this was made. */
    private volatile long start = System.nanoTime();

    private volatile boolean stopped;
    /** Why load and faults ended before their time; the first reason counts. */
    private final AtomicReference<LoadEnd> early = new AtomicReference<>();

    private volatile LoadPhase loadPhase;
    /** Why the load ended early, if the generator is to blame, or {@code null}. */
    private GeneratorException generatorFailure;

    /**
     * @param lacks what the system lacked when it was to be ready; empty if nothing
     */
    RecordedRun(
            TestPlan plan,
            Workload workload,
            SystemUnderTest system,
            Nodes nodes,
            Optional<String> lacks,
            RunDirectory directory,
            Path results,
            Progress progress,
            String command) {
        this.plan = plan;
        this.workload = workload;
        this.system = system;
        this.nodes = nodes;
        this.lacks = lacks;
        this.directory = directory;
        this.results = results;
        this.progress = progress;
        this.command = command;
    }

    /** Ends load and faults early because the user has seen enough, if they have begun. Any thread may call. */
    boolean endLoad() {
        LoadPhase running = loadPhase;
        if (running == null) {
            return false;
        }
        if (early.compareAndSet(null, LoadEnd.byHand(Duration.ofNanos(clock.getAsLong())))) {
            progress.line("ended by hand: healing, then the final reads");
            running.stop();
        }
        return true;
    }

    private void see(OnlineChecker.Violation violation, StatusBoard board) {
        board.violated();
        progress.line(String.format(
                Locale.ROOT, "violation, seen at %.1f s: %s", violation.time() / 1e9, violation.sentence()));
        LoadEnd end = LoadEnd.atViolation(Duration.ofNanos(clock.getAsLong()), violation);
        if (plan.failFast() && early.compareAndSet(null, end)) {
            progress.line("the load ends here: healing, then the judgement of the whole history");
            loadPhase.stopWithoutFinalReads();
        }
    }

    /** Ends the load early, if it has begun; says whether it has. Any thread may call. */
    boolean stop() {
        stopped = true;
        early.set(LoadEnd.brokenOff());
        LoadPhase running = loadPhase;
        if (running == null) {
            return false;
        }
        running.stop();
        return true;
    }

    RunOutcome run(Inventory inventory, FaultCatalog faults, Steps steps) throws InterruptedException {
        InventoryJson.write(directory.inventory(), inventory);
        PlanJson.write(directory.plan(), plan);
        Workload.Load load = workload.prepare(settings(inventory));
        try {
            steps.take("workload " + workload.name() + " prepared", () -> {
                if (lacks.isPresent()) {
                    load.setUpUnready(lacks.get());
                } else {
                    load.setUp();
                }
            });
            return run(load, faults);
        } finally {
            tearDown(load);
        }
    }

    private RunOutcome run(Workload.Load load, FaultCatalog faults) throws InterruptedException {
        start = System.nanoTime();
        List<FaultRecord> records;
        History history;
        try (JournalRecorder recorder = new JournalRecorder(directory.history(), meta(), plan.loop() == Loop.OPEN)) {
            records = drive(load, faults, recorder);
            history = recorder.history();
        } catch (IOException e) {
            throw new UncheckedIOException("the history cannot be written: " + e.getMessage(), e);
        }
        long durationMs = clock.getAsLong() / 1_000_000;
        failures.addAll(LogCollector.collect(system, nodes, directory));
        progress.line("judging " + history.size() + " events");
        Judge.Judgement judgement = Judge.judge(plan, load, history, records, end());
        LOG.info("{}: {}", judgement.verdict().label(), judgement.reason());
        return report(load, judgement, history, records, durationMs);
    }

    private LoadEnd end() {
        LoadEnd ended = Optional.ofNullable(early.get()).orElse(LoadEnd.planned());
        return failures.isEmpty() || ended.kind() == LoadEnd.Kind.AT_VIOLATION ? ended : LoadEnd.brokenOff();
    }

    /** Only what the verdict does not depend on: it has been reported when we come here. */
    private void tearDown(Workload.Load load) {
        boolean interrupted = Thread.interrupted();
        try {
            load.tearDown();
        } catch (Exception e) {
            LOG.warn("what workload {} made is not all removed", workload.name(), e);
            progress.line("what workload " + workload.name() + " made is not all removed: " + Errors.brief(e));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private Workload.Settings settings(Inventory inventory) {
        return new Workload.Settings(
                plan.concurrency(),
                plan.nodes(),
                inventory.nodes().stream().collect(Collectors.toMap(Node::name, Node::address)),
                clientPort(),
                // In an open loop nothing but its arrivals may hold an operation back.
                plan.loop() == Loop.OPEN ? 0 : plan.rate(),
                plan.timeLimit(),
                system.recoveryBound(),
                Seeds.derive(plan.seed(), "workload"),
                plan.workloadOptions(),
                Optional.of(new Workload.Deployment(system, nodes, clock)));
    }

    /** Of the system that the workload is for, which may be one inside the system that runs. */
    private OptionalInt clientPort() {
        return HasParts.named(workload.system(), system) instanceof HasClientPort has
                ? OptionalInt.of(has.clientPort())
                : OptionalInt.empty();
    }

    private Map<String, Object> meta() {
        Map<String, Object> meta = new LinkedHashMap<>(workload.historyMeta());
        meta.put("format", "op-history/1");
        meta.put("workload", plan.workload());
        meta.put("nemesis", plan.nemesisLabel());
        meta.put("seed", plan.seed());
        meta.put("concurrency", (long) plan.concurrency());
        meta.put("nodes", plan.nodes());
        meta.put("startedAt", directory.startedAt().toString());
        // By this instant, lines of the nodes' logs find their place on the run's time line.
        meta.put("timeZeroAt", Instant.now().minusNanos(clock.getAsLong()).toString());
        return meta;
    }

    /** Load, faults, healing, final reads; returns what became of the faults. */
    private List<FaultRecord> drive(Workload.Load load, FaultCatalog faults, JournalRecorder recorder)
            throws InterruptedException {
        Environment environment = Environment.of(nodes, system, RunClock.of(() -> clock.getAsLong() / 1_000_000));
        List<FaultRecord> records = new ArrayList<>();
        try (Nemesis nemesis = DefaultNemesis.create(environment, directory.ledger(), faults)) {
            try {
                load(load, nemesis, recorder);
            } catch (RuntimeException e) {
                if (e instanceof GeneratorException known) {
                    generatorFailure = known;
                }
                LOG.error("the load ended early", e);
                failures.add("the load ended early: " + Errors.brief(e));
                nemesis.healAll();
            }
            records.addAll(nemesis.records());
        } catch (RuntimeException e) {
            LOG.error("healing", e);
            failures.add("healing failed: " + Errors.brief(e) + "; run: control heal --all");
        }
        for (FaultRecord record : records) {
            if (!record.provenHealed() && record.activeAtMs() >= 0) {
                failures.add(record.id() + " " + record.name() + " is not proven healed"
                        + (record.error() == null ? "" : ": " + record.error()) + "; run: control heal --all");
            }
        }
        return records;
    }

    private void load(Workload.Load load, Nemesis nemesis, JournalRecorder recorder) throws InterruptedException {
        Latencies latencies = new Latencies();
        try (StatusBoard board = new StatusBoard(plan.timeLimit(), recorder, latencies, nemesis, clock, progress);
                RunWatch watch = new RunWatch(
                        latencies, new Jury(judges(load), violation -> see(violation, board), progress::line))) {
            LoadPhase phase =
                    new LoadPhase(plan, load, lacks, new WatchedRecorder(recorder, watch), new RealThreads(clock));
            loadPhase = phase;
            if (stopped) {
                phase.stop();
            }
            progress.line("load for " + Durations.print(plan.timeLimit()) + ", seed " + plan.seed());
            phase.run(nemesis, this::lacks, this::awaitRecovered, board::phase);
        }
    }

    /** Without them a run is judged at the end only, which is no reason not to run. */
    private List<OnlineChecker> judges(Workload.Load load) {
        try {
            return load.onlineCheckers();
        } catch (RuntimeException e) {
            LOG.warn("no judging while the run goes on", e);
            progress.line("the run is judged at the end only: " + Errors.brief(e));
            return List.of();
        }
    }

    /** What the system lacks after {@code limit}; empty as soon as it serves. */
    private Optional<String> lacks(Duration limit) {
        try {
            system.awaitReady(nodes, limit);
            return Optional.empty();
        } catch (SystemException e) {
            LOG.warn("{} was not ready within {}", system.name(), limit, e);
            return Optional.of(Errors.brief(e));
        }
    }

    /** Waits until the system serves again; says what it lacks if it does not. */
    private Optional<String> awaitRecovered() {
        Optional<String> lacks = lacks(system.recoveryBound());
        // Not a failure of ours: the final reads will show it, and the verdict will say so.
        lacks.ifPresent(words -> progress.line(system.name() + " did not recover within its bound: " + words));
        return lacks;
    }

    private RunOutcome report(
            Workload.Load load,
            Judge.Judgement judgement,
            History history,
            List<FaultRecord> records,
            long durationMs) {
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
                        history,
                        records,
                        load.servesAgain(),
                        plan.concurrency(),
                        plan.nodes().size()),
                judgement.evidence(),
                judgement.situations(),
                directory.report().toString(),
                command);
        ResultsJson.write(directory.results(), summary);
        JunitXml.write(directory.junit(), summary);
        MarkdownSummary.write(directory.summary(), summary);
        LatencyLog.write(directory.latencies(), history, directory.startedAt());
        RunReport.write(directory.report(), summary, history);
        IndexReport.write(results);
        return new RunOutcome(summary, failures, stopped, Optional.ofNullable(generatorFailure));
    }

    /** Operations by outcome; one that was never completed counts as info. */
    private static Map<String, Long> counts(History history) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (OpType type : List.of(OpType.OK, OpType.FAIL, OpType.INFO)) {
            counts.put(type.label(), 0L);
        }
        for (int i = 0; i < history.size(); i++) {
            if (history.type(i) == OpType.INVOKE) {
                int completion = history.completionOf(i);
                OpType outcome = completion < 0 ? OpType.INFO : history.type(completion);
                counts.merge(outcome.label(), 1L, Long::sum);
            }
        }
        return counts;
    }
}
