package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.workloads.mesos.observe.Json;
import io.partita.workloads.mesos.observe.Observer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * That all is well in the end: once every fault is healed and the cluster has had the time to recover, one master and one
 * Marathon lead, and every other master and Marathon leads the way to them without anybody's help.
 */
final class EndChecker implements Checker {

    private final Expected expected;

    EndChecker(Expected expected) {
        this.expected = expected;
    }

    @Override
    public String name() {
        return "agreement-at-the-end";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Optional<Integer> phase = Disturbances.finalPhase(history);
        if (phase.isEmpty()) {
            return unknown("the run ended before all was healed");
        }
        int masters = last(history, phase.get(), Observer.MASTERS);
        int marathons = last(history, phase.get(), Observer.MARATHONS);
        if (masters < 0 || marathons < 0) {
            return unknown("nobody was asked after all was healed");
        }
        List<Anomaly> anomalies = new ArrayList<>();
        add(anomalies, history, masters, value -> Agreement.ofMasters(value, expected));
        add(anomalies, history, marathons, value -> Agreement.ofMarathons(value, expected));
        Map<String, Object> details = new LinkedHashMap<>();
        Map<String, Object> began = Json.object(history.value(phase.get()));
        details.put("recoveredInTime", Json.flag(began, "ready"));
        Json.optional(began, "lacks").ifPresent(lacks -> details.put("lacked", lacks));
        details.put("finalPhaseMs", Say.millis(history.time(phase.get())));
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "in the end every master and every Marathon named the same leader",
                List.of(),
                details);
    }

    private static void add(
            List<Anomaly> anomalies, History history, int index, Function<Object, Optional<String>> disagreement) {
        disagreement
                .apply(history.value(index))
                .ifPresent(words -> anomalies.add(new Anomaly(
                        "after all was healed and had had the time to recover, at " + history.moment(index) + ", "
                                + words,
                        null,
                        index,
                        List.of(),
                        Map.of())));
    }

    private static int last(History history, int after, String function) {
        for (int i = history.size() - 1; i > after; i--) {
            if (history.type(i) == OpType.OK && history.f(i).equals(function) && history.invocationOf(i) > after) {
                return i;
            }
        }
        return -1;
    }

    private CheckResult unknown(String reason) {
        return new CheckResult(name(), Verdict.UNKNOWN, reason, List.of(), Map.of());
    }
}
