package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Acknowledged increments are never lost: every {@code read} of a counter shows at least the {@code increment}s that
 * were acknowledged before it began, and at most those that had begun when it ended and did not fail. One pass; weaker
 * than linearizability, but its numbers say how much was lost.
 *
 * <p>Unknown when no read began after the last acknowledgement: then a loss could have gone unseen. Stateless.
 */
public final class AcknowledgedIncrements implements Checker {

    private static final int ANOMALIES_SHOWN = 20;

    private final String name;
    private final long initial;

    private AcknowledgedIncrements(String name, long initial) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.initial = initial;
    }

    /** A checker called {@code name} for counters that start at {@code initial}. */
    public static AcknowledgedIncrements of(String name, long initial) {
        return new AcknowledgedIncrements(name, initial);
    }

    @Override
    public String name() {
        return name;
    }

    /** What is known of one counter so far. */
    private static final class Tally {
        private long started;
        private long acknowledged;
        private long unknown;
        private long lastRead = -1;
        private long acknowledgedAtLastRead = -1;
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Map<Object, Tally> counters = new LinkedHashMap<>();
        Map<Integer, Long> acknowledgedAtInvocation = new LinkedHashMap<>();
        List<Anomaly> anomalies = new ArrayList<>();
        for (int i = 0; i < history.size(); i++) {
            int invocation = history.type(i) == OpType.INVOKE ? i : history.invocationOf(i);
            if (invocation < 0 || history.process(i) < 0) {
                continue;
            }
            Tally tally = counters.computeIfAbsent(history.key(invocation), key -> new Tally());
            if (history.f(i).equals("increment")) {
                count(history, i, tally);
            } else if (history.f(i).equals("read") && i == invocation) {
                acknowledgedAtInvocation.put(i, tally.acknowledged);
            } else if (history.f(i).equals("read")
                    && history.type(i) == OpType.OK
                    && history.value(i) instanceof Long value) {
                tally.lastRead = value;
                tally.acknowledgedAtLastRead = acknowledgedAtInvocation.remove(invocation);
                judge(history, i, value, tally, anomalies);
            }
        }
        return result(counters, anomalies);
    }

    private static void count(History history, int i, Tally tally) {
        switch (history.type(i)) {
            case INVOKE -> {
                int end = history.completionOf(i);
                OpType how = end < 0 ? OpType.INFO : history.type(end);
                tally.started += how == OpType.FAIL ? 0 : 1;
                tally.unknown += how == OpType.INFO ? 1 : 0;
            }
            case OK -> tally.acknowledged++;
            default -> {}
        }
    }

    private void judge(History history, int read, long value, Tally tally, List<Anomaly> anomalies) {
        long least = initial + tally.acknowledgedAtLastRead;
        long most = initial + tally.started;
        if (value >= least && value <= most || anomalies.size() >= ANOMALIES_SHOWN) {
            return;
        }
        Object key = history.key(history.invocationOf(read));
        String seen = "process " + history.process(read) + " read " + value + (key == null ? "" : " from key " + key)
                + " at " + history.moment(read) + " although ";
        String sentence = value < least
                ? seen + tally.acknowledgedAtLastRead + " increments had been acknowledged before that read began: "
                        + (least - value) + " lost"
                : seen + "only " + tally.started + " increments had begun that can have happened: " + (value - most)
                        + " too many";
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("value", value);
        details.put("atLeast", least);
        details.put("atMost", most);
        anomalies.add(
                new Anomaly(sentence, key, read, List.of((long) history.invocationOf(read), (long) read), details));
    }

    private CheckResult result(Map<Object, Tally> counters, List<Anomaly> anomalies) {
        long acknowledged = counters.values().stream()
                .mapToLong(tally -> tally.acknowledged)
                .sum();
        long unknown =
                counters.values().stream().mapToLong(tally -> tally.unknown).sum();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("acknowledged", acknowledged);
        details.put("unknownOutcome", unknown);
        details.put("counters", (long) counters.size());
        if (counters.size() == 1) {
            long last = counters.values().iterator().next().lastRead;
            details.put("lastRead", last < 0 ? null : (Object) last);
        }
        if (!anomalies.isEmpty()) {
            return new CheckResult(name, Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        if (acknowledged == 0) {
            return unknown("no increment was acknowledged: there is nothing to lose", details);
        }
        if (counters.values().stream().anyMatch(tally -> tally.acknowledgedAtLastRead < tally.acknowledged)) {
            return unknown(
                    "no read began after the last acknowledged increment: a loss could have gone unseen", details);
        }
        return new CheckResult(
                name,
                Verdict.VALID,
                "none of " + acknowledged + " acknowledged increments was lost (" + unknown
                        + " more of unknown outcome)",
                List.of(),
                details);
    }

    private CheckResult unknown(String reason, Map<String, Object> details) {
        return new CheckResult(name, Verdict.UNKNOWN, reason, List.of(), details);
    }
}
