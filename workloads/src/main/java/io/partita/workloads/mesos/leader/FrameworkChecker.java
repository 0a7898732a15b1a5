package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * That Marathon is one framework to Mesos for the whole run, whoever leads it: a second one starts every app again, beside
 * the tasks of the first.
 */
final class FrameworkChecker implements JudgesOnline {

    @Override
    public String name() {
        return "one-framework";
    }

    /** Where an id was first seen. */
    private record Sight(String id, String by, Sample<?> sample) {}

    /** A second framework that was seen stays a second one. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<String, Sight> ids = new LinkedHashMap<>();
        for (Sample<Map<String, MasterView>> sample : Observations.of(history).masters()) {
            for (MasterView view : sample.value().values()) {
                view.state()
                        .ifPresent(state -> state.frameworks()
                                .forEach(framework -> see(
                                        ids,
                                        new Sight(
                                                framework.id(),
                                                "the master on " + view.node() + " lists it",
                                                sample))));
            }
        }
        for (Sample<Map<String, MarathonView>> sample : Observations.of(history).marathons()) {
            for (MarathonView view : sample.value().values()) {
                if (view.framework() != null) {
                    see(ids, new Sight(view.framework(), "the Marathon on " + view.node() + " says so", sample));
                }
            }
        }
        List<Sight> sights = new ArrayList<>(ids.values());
        sights.sort((one, two) -> Long.compare(one.sample().to(), two.sample().to()));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("frameworks", sights.stream().map(Sight::id).toList());
        if (sights.isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "no framework was ever seen", List.of(), details);
        }
        if (sights.size() == 1) {
            String reason = "Marathon was the framework " + sights.get(0).id() + " all the time";
            return new CheckResult(name(), Verdict.VALID, reason, List.of(), details);
        }
        List<Anomaly> anomalies = sights.stream()
                .skip(1)
                .map(sight -> anomaly(sights.get(0), sight))
                .toList();
        return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
    }

    /** Keeps the earliest sight of each id. */
    private static void see(Map<String, Sight> ids, Sight sight) {
        ids.merge(
                sight.id(),
                sight,
                (old, now) -> now.sample().to() < old.sample().to() ? now : old);
    }

    private static Anomaly anomaly(Sight first, Sight second) {
        return new Anomaly(
                "Marathon registered a second framework: " + second.id() + ", first seen at "
                        + Say.time(second.sample().to()) + " (" + second.by() + "), beside " + first.id(),
                null,
                second.sample().index(),
                List.of((long) first.sample().index()),
                Map.of());
    }
}
