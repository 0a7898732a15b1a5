package io.partita.workloads.mesos.restart;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.ClockRule;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Liveness;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.liveness.Spans;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Detection;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges by the processes on the nodes whether what dies is replaced in time, whether what is too many is ended, and whether
 * every app has exactly its instances in the end. Clocks stand still while a part that restarts tasks is away.
 */
final class RestartChecker implements JudgesOnline {

    static final String CONVERGENCE = "convergence";

    /** More than a task takes to write that it began or ended, and than clocks are read wrong. */
    private static final Duration DOUBT = Duration.ofSeconds(1);

    private final Facts facts;

    RestartChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "liveness";
    }

    /**
     * Replacements and ends of surplus that are overdue, before what the tasks wrote was last collected from every node: a
     * task that nobody saw may have lived since. Times that tasks wrote may yet be told a little differently.
     */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(name(), beginning -> {
            ControlPlane control = facts.controlPlane(beginning);
            List<Obligation> owed = new ArrayList<>();
            capacities(beginning, TaskLives.of(beginning), control)
                    .values()
                    .forEach(result -> owed.addAll(result.obligations()));
            long known = Observations.of(beginning).ledgerOf(facts.agents()) - DOUBT.toNanos();
            return liveness(control, owed)
                    .observationInterval(facts.observationInterval().plus(DOUBT))
                    .certainlyMissed(beginning, Math.min(known, Liveness.settled(beginning)));
        }));
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        ControlPlane control = facts.controlPlane(history);
        List<TaskLife> lives = TaskLives.of(history);
        List<Obligation> owed = new ArrayList<>();
        Map<String, Spans> below = new LinkedHashMap<>();
        capacities(history, lives, control).forEach((app, result) -> {
            owed.addAll(result.obligations());
            below.put("app " + app.id() + " has all its instances in reach", result.below());
            convergence(history, app).ifPresent(owed::add);
        });
        FinalPhase.of(history)
                .ifPresent(
                        phase -> owed.add(phase.recovery(history, facts.bounds().recoveryBound())));
        CheckResult result = liveness(control, owed)
                .require(CONVERGENCE)
                .availability(each -> below)
                .detection("a leader changed, or an agent was given up", Detection::of)
                .recovery("every app has exactly its instances", this::recovered)
                .build()
                .check(history, budget);
        return told(result, lives);
    }

    private Map<AppSpec, Capacity.Result> capacities(History history, List<TaskLife> lives, ControlPlane control) {
        Map<AppSpec, Capacity.Result> results = new LinkedHashMap<>();
        facts.apps().forEach(app -> results.put(app, Capacity.of(history, lives, app, facts, control)));
        return results;
    }

    private Liveness liveness(ControlPlane control, List<Obligation> owed) {
        ClockRule rule = ClockRule.outside(
                "Mesos or Marathon was without a settled leader, or these did not reach each other",
                each -> control.working());
        return Liveness.checker(name())
                .observationInterval(facts.observationInterval())
                .obligations(each -> owed)
                .rule(Capacity.REPLACEMENT, rule)
                .rule(
                        Capacity.REPLACEMENT,
                        ClockRule.during(
                                        "a replacement may have been sent to an agent that was out of reach",
                                        each -> control.limbo())
                                .extendedBy(facts.bounds().launchBound()))
                .rule(Capacity.LOSS, rule)
                .rule(Capacity.SURPLUS, rule);
    }

    /** The result with what became of the tasks, and a good one's reason in the words of this workload. */
    private CheckResult told(CheckResult result, List<TaskLife> all) {
        List<TaskLife> lives = all.stream()
                .filter(life -> facts.apps().stream().anyMatch(app -> app.id().equals(life.app())))
                .toList();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tasks", Toll.of(lives).toJson());
        details.putAll(result.details());
        String reason = result.verdict() == Verdict.VALID ? Toll.of(lives).sentence(result) : result.reason();
        return new CheckResult(result.checker(), result.verdict(), reason, result.anomalies(), details);
    }

    /** What is owed from the moment on when everything serves again: exactly the instances, and no more change. */
    private Optional<Obligation> convergence(History history, AppSpec app) {
        Optional<FinalPhase> phase = FinalPhase.of(history);
        if (phase.isEmpty()) {
            return Optional.empty();
        }
        List<Sample<NodeTasks>> looks = Observations.of(history).processes().stream()
                .filter(look -> look.fromIndex() > phase.get().begun().index())
                .toList();
        if (looks.isEmpty()) {
            return Optional.empty();
        }
        Sample<NodeTasks> last = looks.get(looks.size() - 1);
        Optional<Sample<NodeTasks>> whole = looks.stream()
                .filter(look -> live(look, app) == app.instances())
                .findFirst();
        Obligation owed = Obligation.of(
                CONVERGENCE,
                "app " + app.id(),
                "app " + app.id() + " had " + live(last, app) + " living tasks at the end instead of "
                        + app.instances() + places(last, app)
                        + ": it did not get exactly its instances after the last heal",
                phase.get().begun(),
                facts.bounds().convergenceBound());
        return Optional.of(whole.map(look -> owed.metAt(new Moment(look.to(), look.index())))
                .orElse(owed));
    }

    /** How many on each node: their names would fill a page, and the observation that is named with this has them. */
    private static String places(Sample<NodeTasks> look, AppSpec app) {
        List<String> places = new ArrayList<>();
        look.value().live().forEach((node, processes) -> {
            long here = processes.stream()
                    .filter(process -> process.app().equals(app.id()))
                    .count();
            if (here > 0) {
                places.add(here + " on " + node);
            }
        });
        return places.isEmpty() ? "" : " (" + String.join(", ", places) + ")";
    }

    private static long live(Sample<NodeTasks> look, AppSpec app) {
        return AppSetup.live(look.value()).getOrDefault(app.id(), 0L);
    }

    private Optional<Moment> recovered(History history, FaultWindow window) {
        return Observations.of(history).processes().stream()
                .filter(look -> look.fromIndex() > window.ending().index())
                .filter(look -> look.value().unreadable().isEmpty())
                .filter(look -> facts.apps().stream().allMatch(app -> live(look, app) == app.instances()))
                .findFirst()
                .map(look -> new Moment(look.to(), look.index()));
    }
}
