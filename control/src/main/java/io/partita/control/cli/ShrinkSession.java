package io.partita.control.cli;

import io.partita.checker.Verdict;
import io.partita.control.plan.PlanJson;
import io.partita.control.plan.TestPlan;
import io.partita.control.run.RunOutcome;
import io.partita.control.shrink.ShrinkReport;
import io.partita.control.shrink.Shrinker;
import io.partita.control.shrink.Shrinker.Outcome;
import io.partita.control.shrink.Shrunk;
import io.partita.control.store.RunSummary;
import io.partita.nemesis.fault.FaultCatalog;
import io.partita.nemesis.schedule.FaultSchedule;
import io.partita.nemesis.schedule.PlannedFault;
import io.partita.provisioning.system.SystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Shrinks the plan of one run. Its runs go below {@code RUN/shrink}; the smallest plan so far is {@code RUN/shrunk-plan.json}
 * at any time.
 */
final class ShrinkSession {

    private static final Duration SHORTEST = Duration.ofSeconds(2);

    private final TestSession session;
    private final Terminal terminal;
    private final FaultCatalog catalog;
    private final Path run;
    private final TestPlan plan;
    private final Set<String> checkers;
    private final boolean json;
    private final long begin = System.nanoTime();
    private int runs;

    /**
     * @param run the directory of the run
     * @param plan its plan, as it is to be run again
     * @throws io.partita.control.plan.ConfigurationException if the run has nothing to shrink
     */
    ShrinkSession(TestSession session, Terminal terminal, FaultCatalog catalog, Path run, TestPlan plan, boolean json) {
        this.session = session;
        this.terminal = terminal;
        this.catalog = catalog;
        this.run = run;
        this.plan = plan;
        this.json = json;
        RunSummary summary = StoredRuns.summary(run, "Only a run that was judged can be shrunk.");
        checkers = invalid(summary);
        if (checkers.isEmpty()) {
            throw StoredRuns.wrong(
                    "--shrink " + run + ": the run was " + summary.verdict().label() + ", no checker said invalid",
                    "Name a run that was invalid: results/index.html lists all.");
        }
        if (plan.schedule().steps().isEmpty()) {
            throw StoredRuns.wrong(
                    "--shrink " + run + ": the run had no faults, there is nothing to leave out",
                    "Run it again as it is: control test --plan " + run);
        }
    }

    private static Set<String> invalid(RunSummary summary) {
        return summary.checkers().entrySet().stream()
                .filter(checker -> checker.getValue().verdict() == Verdict.INVALID)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    int shrink(Shrinker.Effort effort, Duration budget) throws InterruptedException {
        LocalClusters.requireSupport(terminal, session.provisions(plan));
        var shrinker = new Shrinker<>(this::run, effort, () -> isTimeLeft(budget), this::write);
        Shrunk<PlannedFault> shrunk = shrinker.shrink(plan.schedule().faults(), this::shorter);
        ShrinkReport report = write(shrunk);
        terminal.result(json ? report.toJson() : report.toText().stripTrailing());
        return switch (shrunk.ending()) {
            case INTERRUPTED -> ExitCodes.INTERRUPTED;
            case NOT_REPRODUCED -> ExitCodes.UNKNOWN;
            case SMALLEST, BUDGET -> shrunk.reproduced() ? ExitCodes.INVALID : ExitCodes.UNKNOWN;
        };
    }

    /** Whether a run that takes as long as those before is over in time. */
    private boolean isTimeLeft(Duration budget) {
        long elapsed = System.nanoTime() - begin;
        return elapsed + (runs == 0 ? 0 : elapsed / runs) <= budget.toNanos();
    }

    private Outcome run(List<PlannedFault> faults) throws InterruptedException {
        terminal.line("shrinking: run " + (runs + 1) + ", with " + faults.size() + " of "
                + plan.schedule().faults().size() + " faults");
        RunOutcome outcome = session.run(
                plan.with(schedule(faults)),
                run.resolve("shrink"),
                session::replayingRun,
                ended -> terminal.line("shrinking: "
                        + ended.summary().verdict().label() + ": "
                        + ended.summary().reason()));
        runs++;
        if (outcome.interrupted()) {
            return Outcome.STOPPED;
        }
        if (invalid(outcome.summary()).stream().anyMatch(checkers::contains)) {
            return Outcome.FAILED;
        }
        if (!outcome.failures().isEmpty()) {
            throw new SystemException("a run went wrong, so nobody knows whether it fails: "
                    + String.join("; ", outcome.failures()) + "\n    The smallest plan so far, if there is one: "
                    + smallest());
        }
        return Outcome.PASSED;
    }

    private FaultSchedule schedule(List<PlannedFault> faults) {
        return FaultSchedule.of(faults).behind(plan.schedule().healthGate());
    }

    /** A fault that lasts as long as its meaning demands stays so. */
    private Optional<PlannedFault> shorter(PlannedFault fault) {
        boolean fixed = catalog.get(fault.fault()).lasts(session.system(plan)).isPresent();
        PlannedFault half = fault.halved();
        return fixed || half.length().compareTo(SHORTEST) < 0 ? Optional.empty() : Optional.of(half);
    }

    private ShrinkReport write(Shrunk<PlannedFault> shrunk) {
        var report =
                new ShrinkReport(run, checkers, plan.schedule().faults().size(), shrunk, session.replaying(smallest()));
        if (shrunk.reproduced()) {
            PlanJson.write(smallest(), plan.with(schedule(shrunk.parts())));
        }
        report.write();
        return report;
    }

    private Path smallest() {
        return run.resolve("shrunk-plan.json");
    }
}
