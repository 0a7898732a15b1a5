package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.online.EachKey;
import io.partita.checker.online.Beginnings;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * A checker applied to the operations of each key apart, at once, within one budget. The worst verdict holds. A history
 * without keys is judged as one; in one with keys, operations without are left out and counted, unless the checker
 * is one of ours and knows their functions. Events of the nemesis belong to no key.
 */
final class PerKey implements JudgesOnline {

    /** So many keys are shown in full, the worst first. */
    private static final int KEYS_SHOWN = 20;

    private static final Comparator<Judged> WORST_FIRST = Comparator.<Judged, Verdict>comparing(
                    judged -> judged.result.verdict())
            .reversed()
            .thenComparing(judged -> judged.place);

    private final Checker checker;
    private final Set<String> functions;

    private record Judged(int place, Object key, History history, CheckResult result) {}

    /** @param functions those that the checker judges; empty when they are not known */
    PerKey(Checker checker, Set<String> functions) {
        this.checker = checker;
        this.functions = Set.copyOf(functions);
    }

    @Override
    public String name() {
        return checker.name();
    }

    /** Where functions are not known, operations without a key are judged until one with a key comes: nothing stands. */
    @Override
    public Optional<OnlineChecker> online() {
        return functions.isEmpty() || !(checker instanceof JudgesOnline one)
                ? Optional.empty()
                : one.online()
                        .map(judge -> judge instanceof Beginnings beginnings
                                ? ofBeginnings(beginnings)
                                : new EachKey(name(), () -> one.online().orElseThrow()));
    }

    /** What that one judges of a beginning, of every key. */
    private OnlineChecker ofBeginnings(Beginnings one) {
        return OnlineCheckers.ofBeginnings(new PerKey(one.checkers().get(0), functions));
    }

    @Override
    public CheckResult check(History history, Budget budget) throws InterruptedException {
        Map<Object, History> parts = history.byKey();
        if (parts.isEmpty() || parts.size() == 1 && parts.containsKey(null)) {
            return checker.check(history, budget);
        }
        long foreign = 0;
        if (parts.containsKey(null) && !isKnown(parts.get(null))) {
            foreign = parts.remove(null).operations();
        }
        return new Run(new ArrayList<>(parts.entrySet()), foreign).check(budget);
    }

    private boolean isKnown(History unkeyed) {
        for (int i = 0; i < unkeyed.size(); i++) {
            if (unkeyed.type(i) == OpType.INVOKE && functions.contains(unkeyed.f(i))) {
                return true;
            }
        }
        return false;
    }

    private final class Run {

        private final List<Map.Entry<Object, History>> parts;
        private final long foreign;
        /** The worst so far, the least bad of them on top. */
        private final PriorityQueue<Judged> worst = new PriorityQueue<>(WORST_FIRST.reversed());

        private final long[] counts = new long[Verdict.values().length];

        Run(List<Map.Entry<Object, History>> parts, long foreign) {
            this.parts = parts;
            this.foreign = foreign;
        }

        CheckResult check(Budget budget) throws InterruptedException {
            SharedBudget shared = new SharedBudget(budget, parts.size());
            Tasks.run(parts.size(), i -> {
                History part = parts.get(i).getValue();
                take(new Judged(i, parts.get(i).getKey(), part, judge(part, shared)));
            });
            List<Judged> shown = new ArrayList<>(worst);
            shown.sort(WORST_FIRST);
            return new CheckResult(
                    name(), shown.get(0).result.verdict(), reason(shown.get(0)), anomalies(shown), details(shown));
        }

        /** One key that fails must not hide what the others show; a history that makes no sense ends all. */
        private CheckResult judge(History part, SharedBudget shared) throws InterruptedException {
            try {
                return shared.check(checker, part);
            } catch (HistoryException e) {
                throw e;
            } catch (RuntimeException e) {
                return new Findings(name())
                        .detail("exception", String.valueOf(e))
                        .unknown("the checker itself failed: " + e);
            }
        }

        private synchronized void take(Judged judged) {
            counts[judged.result.verdict().ordinal()]++;
            worst.add(judged);
            if (worst.size() > KEYS_SHOWN) {
                worst.poll();
            }
        }

        private String reason(Judged first) {
            long alike = counts[first.result.verdict().ordinal()] - 1;
            String others = first.result.verdict() == Verdict.VALID
                    ? " (and so " + Events.count(alike, "other key") + ")"
                    : " (and " + Events.count(alike, "more key") + " of " + parts.size() + ")";
            return label(first.key) + ": " + first.result.reason() + (alike == 0 ? "" : others);
        }

        private List<Anomaly> anomalies(List<Judged> shown) {
            List<Anomaly> anomalies = new ArrayList<>();
            for (Judged judged : shown) {
                for (Anomaly anomaly : judged.result.anomalies()) {
                    if (anomalies.size() < Findings.SHOWN) {
                        anomalies.add(inWhole(anomaly, judged));
                    }
                }
            }
            return anomalies;
        }

        private Map<String, Object> details(List<Judged> shown) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("keyCount", (long) parts.size());
            details.put("keysInvalid", counts[Verdict.INVALID.ordinal()]);
            details.put("keysUnknown", counts[Verdict.UNKNOWN.ordinal()]);
            if (foreign > 0) {
                details.put("operationsWithoutKey", foreign);
            }
            if (shown.size() < parts.size()) {
                details.put("keysNotShown", (long) parts.size() - shown.size());
            }
            Map<String, Object> keys = new LinkedHashMap<>();
            for (Judged judged : shown) {
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("verdict", judged.result.verdict().label());
                one.put("reason", judged.result.reason());
                one.putAll(judged.result.details());
                keys.put(String.valueOf(judged.key), one);
            }
            details.put("keys", keys);
            return details;
        }
    }

    /** The anomaly with the indices of the whole history in place of those of its key's part. */
    private static Anomaly inWhole(Anomaly anomaly, Judged judged) {
        return new Anomaly(
                label(judged.key) + ": " + anomaly.headline(),
                anomaly.key() == null ? judged.key : anomaly.key(),
                inWhole(anomaly.opIndex(), judged.history),
                anomaly.relatedIndices().stream()
                        .map(index -> inWhole(index, judged.history))
                        .toList(),
                anomaly.details());
    }

    private static long inWhole(long index, History part) {
        return index < 0 || index >= part.size() ? index : part.origin((int) index);
    }

    private static String label(Object key) {
        return key == null ? "without key" : "key " + Values.show(key);
    }
}
