package io.partita.workloads.zookeeper;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who was leader when, from the {@code leader} operations of a history, and that no epoch had two. Two leaders of
 * different epochs at the same time are no violation: one of them has not noticed yet that it was replaced.
 *
 * <p>A server that becomes leader answers for an instant with the epoch of its predecessor, before its own first
 * transaction counts. So two servers are accused only when two successive observations agree.
 */
final class LeaderChecker implements JudgesOnline {

    /** A stretch of the timeline; the leaders' epochs by node. */
    private static final class Stretch {
        private final Op first;
        private final Map<?, ?> epochs;
        private long toTime;
        private int observations;

        Stretch(Op first, Map<?, ?> epochs) {
            this.first = first;
            this.epochs = epochs;
        }

        Map<String, Object> toJson() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("fromMs", first.time() / 1_000_000);
            json.put("toMs", toTime / 1_000_000);
            json.put("epochs", epochs);
            return json;
        }
    }

    @Override
    public String name() {
        return "leader";
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Stretch> timeline = timeline(history);
        List<Anomaly> anomalies = new ArrayList<>();
        long withoutLeader = 0;
        long withTwo = 0;
        for (Stretch stretch : timeline) {
            long length = (stretch.toTime - stretch.first.time()) / 1_000_000;
            withoutLeader += stretch.epochs.isEmpty() ? length : 0;
            withTwo += stretch.epochs.size() > 1 ? length : 0;
            if (stretch.observations > 1
                    && stretch.epochs.values().stream().distinct().count() < stretch.epochs.size()) {
                anomalies.add(new Anomaly(
                        "one epoch, two leaders: " + stretch.epochs, null, stretch.first.index(), List.of(), Map.of()));
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("changes", (long) Math.max(0, timeline.size() - 1));
        details.put("withoutLeaderMs", withoutLeader);
        details.put("withTwoLeadersMs", withTwo);
        details.put("timeline", timeline.stream().map(Stretch::toJson).toList());
        if (timeline.isEmpty()) {
            return new CheckResult(name(), Verdict.UNKNOWN, "nobody was asked who leads", anomalies, details);
        }
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "no epoch had two leaders; the answer changed " + (timeline.size() - 1) + " times, for " + withoutLeader
                        + " ms nobody led",
                anomalies,
                details);
    }

    private static List<Stretch> timeline(History history) {
        List<Stretch> timeline = new ArrayList<>();
        Stretch current = null;
        for (Op op : history) {
            if (op.isNemesis()
                    || op.type() != OpType.OK
                    || !op.f().equals("leader")
                    || !(op.value() instanceof Map<?, ?> answer)
                    || !(answer.get("leaders") instanceof Map<?, ?> epochs)) {
                continue;
            }
            if (current != null) {
                current.toTime = op.time();
            }
            if (current == null || !current.epochs.equals(epochs)) {
                current = new Stretch(op, epochs);
                timeline.add(current);
            }
            current.observations++;
            current.toTime = op.time();
        }
        return timeline;
    }
}
