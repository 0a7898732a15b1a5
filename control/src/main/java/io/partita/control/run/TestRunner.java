package io.partita.control.run;

import io.partita.control.plan.TestPlan;
import io.partita.control.store.RunDirectory;
import io.partita.control.store.RunLog;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.ledger.HealReport;
import io.partita.nemesis.ledger.Healer;
import io.partita.provisioning.cluster.Cluster;
import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.RemoteException;
import io.partita.provisioning.remote.SshNodes;
import io.partita.provisioning.system.SystemException;
import io.partita.provisioning.system.SystemUnderTest;
import io.partita.workloads.Workload;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One run from a plan to a report: cluster up, system installed, then a {@link RecordedRun}, then all is taken away
 * again, also when something failed.
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
    private final Function<Path, String> command;

    private final Thread thread = Thread.currentThread();
    private final Steps steps;
    private volatile boolean stopped;
    private volatile RecordedRun recordedRun;

    /**
     * Must be made by the thread that will call {@link #run}.
     *
     * @param cluster where to run; locked by the caller
     * @param keepCluster whether the cluster stays up after the run
     * @param results root of the results
     * @param command gives the command line that repeats the run in a directory, for the report
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
            Function<Path, String> command) {
        this.plan = plan;
        this.workload = workload;
        this.system = system;
        this.cluster = cluster;
        this.keepCluster = keepCluster;
        this.faults = faults;
        this.results = results;
        this.progress = new LoggedProgress(progress);
        this.command = command;
        this.steps = new Steps(this.progress, () -> stopped);
    }

    /**
     * Ends the run early: before the load it is broken off; during the load, faults are healed and what was recorded is
     * judged. Any thread may call.
     */
    public void stop() {
        stopped = true;
        RecordedRun running = recordedRun;
        if (running == null || !running.stop()) {
            thread.interrupt();
        }
    }

    /**
     * Ends the load before its time, as if the plan had it so: then everything is healed, the final reads are made, and what
     * there is is judged. Does nothing before the load. Any thread may call.
     *
     * @return whether the load had begun
     */
    public boolean endLoad() {
        RecordedRun running = recordedRun;
        return running != null && running.endLoad();
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
                    steps.take("cluster " + cluster.name() + ": " + plan.nodes().size() + " nodes up", cluster::up);
            try (Nodes nodes = SshNodes.connect(inventory)) {
                return run(inventory, nodes);
            }
        } finally {
            if (!keepCluster) {
                uninterrupted(cluster::down);
            }
        }
    }

    private RunOutcome run(Inventory inventory, Nodes nodes) throws InterruptedException {
        try {
            steps.take("every node clean and reachable from every other", () -> requireClean(Healer.sweep(nodes)));
            steps.take(system.name() + " " + system.version() + " installed", () -> system.install(nodes));
            Optional<String> lacks = workload.judgesUnready() ? startToJudge(nodes) : start(nodes);
            return record(inventory, nodes, lacks);
        } finally {
            if (!plan.leaveRunning()) {
                uninterrupted(() -> removeSystem(nodes));
            }
        }
    }

    private Optional<String> start(Nodes nodes) throws InterruptedException {
        steps.take(system.name() + " ready on every node", () -> {
            system.start(nodes);
            system.awaitReady(nodes, START_LIMIT);
        });
        return Optional.empty();
    }

    /** Starts the system and says what it lacks if it does not become ready: that is for the workload to judge. */
    private Optional<String> startToJudge(Nodes nodes) throws InterruptedException {
        steps.take(system.name() + " started on every node", () -> system.start(nodes));
        Duration usual = system.recoveryBound();
        Duration limit = usual.compareTo(START_LIMIT) < 0 ? usual : START_LIMIT;
        try {
            steps.take(system.name() + " ready on every node", () -> system.awaitReady(nodes, limit));
            return Optional.empty();
        } catch (SystemException e) {
            LOG.warn("{} did not become ready within {}", system.name(), limit, e);
            progress.line(system.name() + " did not become ready; " + workload.name() + " judges it as it is");
            return Optional.of(Errors.brief(e));
        }
    }

    private void requireClean(HealReport report) {
        if (!report.clean()) {
            throw new SystemException("the cluster is not fit for a run: left on it is " + report.left()
                    + ", not usable are " + report.unreachable()
                    + "\n    Make it anew: control cluster down --cluster-name " + cluster.name());
        }
        String found = report.foundInWords();
        if (!found.isEmpty()) {
            progress.line("an earlier run had left faults, which are removed now: " + found);
        }
    }

    private RunOutcome record(Inventory inventory, Nodes nodes, Optional<String> lacks) throws InterruptedException {
        RunDirectory directory = RunDirectory.create(results, plan.workload(), plan.nemesisLabel(), Instant.now());
        RunLog log = RunLog.open(directory.log());
        try {
            String again = command.apply(directory.path());
            LOG.info("seed {}: {}", plan.seed(), again);
            RecordedRun run =
                    new RecordedRun(plan, workload, system, nodes, lacks, directory, results, progress, again);
            recordedRun = run;
            return run.run(inventory, faults, steps);
        } finally {
            log.close();
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

    /** Cleans up: an interrupt has done its work when we come here, and must not break this off. */
    private void uninterrupted(Runnable cleaning) {
        boolean interrupted = Thread.interrupted();
        try {
            cleaning.run();
        } finally {
            if (interrupted) {
                thread.interrupt();
            }
        }
    }
}
