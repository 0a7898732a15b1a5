package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.AppSetup;
import io.partita.workloads.mesos.nodes.NodeTasks;
import io.partita.workloads.mesos.observe.AppsView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That a Marathon which answers a question for all apps names the one that is there all the time: a list without it, taken
 * for good, takes all its instances out of every load balancer.
 */
final class AppListChecker implements JudgesOnline {

    private final Expected expected;

    AppListChecker(Expected expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "app-listed";
    }

    /** A list that was answered stays as it was. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Sample<AppsView>> lists = Observations.of(history).apps();
        List<Sample<NodeTasks>> processes = Observations.of(history).processes();
        List<Anomaly> without = new ArrayList<>();
        long empty = 0;
        for (Sample<AppsView> list : lists) {
            if (!list.value().apps().containsKey(expected.app())) {
                empty += list.value().apps().isEmpty() ? 1 : 0;
                without.add(anomaly(list, processes));
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("lists", (long) lists.size());
        details.put("without", (long) without.size());
        details.put("empty", empty);
        if (!Disturbances.beganReady(history)) {
            String reason = "there was no app to list: the cluster was not ready";
            return new CheckResult(name(), Verdict.UNKNOWN, reason, List.of(), details);
        }
        if (lists.isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "no Marathon ever listed apps", List.of(), details);
        }
        if (!without.isEmpty() && expected.marathonsGiveUp()) {
            String reason = without.get(0).headline()
                    + (without.size() > 1 ? "; " + (without.size() - 1) + " more such answers" : "");
            return new CheckResult(name(), Verdict.INVALID, reason, without, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                without.isEmpty()
                        ? "all " + Say.count(lists.size(), "list") + " of apps named " + expected.app()
                        : without.size() + " of " + Say.count(lists.size(), "list") + " of apps did not name "
                                + expected.app() + ", as this release may while nobody leads",
                List.of(),
                details);
    }

    private Anomaly anomaly(Sample<AppsView> list, List<Sample<NodeTasks>> processes) {
        boolean empty = list.value().apps().isEmpty();
        String living = processes.stream()
                .filter(sample -> sample.to() <= list.from())
                .reduce((one, two) -> two)
                .map(sample -> AppSetup.live(sample.value()).getOrDefault(expected.app(), 0L))
                .map(count -> ", though its " + Say.count(count, "task") + " lived a moment before")
                .orElse("");
        return new Anomaly(
                "Marathon on " + list.value().via() + " answered 200 with "
                        + (empty ? "an empty list of apps" : "a list of apps without " + expected.app()) + " at "
                        + Say.time(list.to()) + living,
                null,
                list.index(),
                List.of((long) list.fromIndex()),
                Map.of("via", list.value().via()));
    }
}
