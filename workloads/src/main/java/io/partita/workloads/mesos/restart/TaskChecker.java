package io.partita.workloads.mesos.restart;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Judges what may never happen to tasks, whatever is broken: that one lives twice, that one returns from its end, that two
 * have the same port, that one is ended without a reason, that one leaves processes behind where all must end with it, and
 * that Marathon becomes another framework.
 */
final class TaskChecker implements JudgesOnline {

    private final Facts facts;

    TaskChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "tasks";
    }

    /** All but ports and ends without a reason: what the tasks wrote, which is read later, may give the reason. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(name(), this::certain));
    }

    private List<Anomaly> certain(History beginning) {
        List<Anomaly> certain = new ArrayList<>(Twins.twice(TaskLives.of(beginning), new Moments(beginning)));
        certain.addAll(Returns.find(beginning));
        certain.addAll(Frameworks.find(beginning, new LinkedHashMap<>()));
        certain.addAll(Leftovers.find(beginning, facts.contained(), new LinkedHashMap<>()));
        return certain;
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<TaskLife> lives = TaskLives.of(history);
        ControlPlane control = facts.controlPlane(history);
        Moments moments = new Moments(history);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tasks", (long) lives.size());
        List<Anomaly> anomalies = new ArrayList<>();
        anomalies.addAll(Twins.twice(lives, moments));
        anomalies.addAll(Twins.sharingPorts(lives, moments));
        anomalies.addAll(Returns.find(history));
        anomalies.addAll(new NeedlessEnds(history, facts, control, moments).find(lives));
        anomalies.addAll(Frameworks.find(history, details));
        anomalies.addAll(Leftovers.find(history, facts.contained(), details));
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "none of " + lives.size() + " tasks lived twice, came back from its end, shared a port or was ended"
                        + " without a reason",
                List.of(),
                details);
    }
}
