package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is read never goes back: no process reads less than it has read before; and, where reads are to agree across
 * processes, no read shows less than one that had ended before it began. For clocks, versions and counters that only
 * grow. Reads of unknown outcome answered nothing. Linear in the history.
 */
final class MonotonicChecker implements JudgesOnline {

    private final boolean acrossProcesses;

    MonotonicChecker(boolean acrossProcesses) {
        this.acrossProcesses = acrossProcesses;
    }

    @Override
    public String name() {
        return "monotonic";
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(new Findings(name()), history).run();
    }

    private final class Pass {

        private final Findings findings;
        private final History history;
        /** The event that answered the greatest value: by process, or by index of a read's invocation until it ends. */
        private final Map<Integer, Integer> greatest = new LinkedHashMap<>();

        private int greatestOfAll = -1;
        private long reads;
        private long compared;

        Pass(Findings findings, History history) {
            this.findings = findings;
            this.history = history;
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                if (acrossProcesses && Events.begins(history, i, "read") && greatestOfAll >= 0) {
                    greatest.put(history.process(i), greatestOfAll);
                } else if (Events.succeeds(history, i, "read") && history.value(i) != null) {
                    read(i);
                }
            }
            findings.detail("reads", reads).detail("compared", compared).detail("wentBack", findings.count());
            if (findings.count() > 0) {
                return findings.invalid(
                        findings.count() == 1
                                ? findings.first()
                                : findings.count() + " of " + reads + " reads went back; " + findings.first());
            }
            if (compared == 0) {
                return findings.unknown(
                        reads == 0 ? "nothing was read" : "no process read twice: there is nothing to compare");
            }
            return findings.valid("none of " + reads + " reads went back");
        }

        private void read(int completion) {
            number(completion);
            reads++;
            Integer before = greatest.get(history.process(completion));
            if (before != null) {
                compared++;
                if (compare(completion, before) < 0) {
                    wentBack(before, completion);
                    return;
                }
            }
            greatest.put(history.process(completion), completion);
            if (greatestOfAll < 0 || compare(completion, greatestOfAll) > 0) {
                greatestOfAll = completion;
            }
        }

        private Number number(int completion) {
            if (history.value(completion) instanceof Number number && !Double.isNaN(number.doubleValue())) {
                return number;
            }
            throw Events.misfit(history, completion, "a number");
        }

        private int compare(int a, int b) {
            Number left = number(a);
            Number right = number(b);
            if (left instanceof Long x && right instanceof Long y) {
                return x.compareTo(y);
            }
            if (Double.isInfinite(left.doubleValue()) || Double.isInfinite(right.doubleValue())) {
                return Double.compare(left.doubleValue(), right.doubleValue());
            }
            // Exact where a double would round a long, and without a zero below zero.
            return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
        }

        private void wentBack(int before, int completion) {
            findings.add(() -> {
                Map<String, Object> details = new LinkedHashMap<>();
                details.put("before", history.value(before));
                details.put("value", history.value(completion));
                boolean same = history.process(before) == history.process(completion);
                return Events.anomaly(
                        "process " + history.process(completion) + " read " + history.value(completion) + " at "
                                + history.moment(completion) + " after "
                                + (same ? "it" : "process " + history.process(before)) + " had read "
                                + history.value(before) + " at " + history.moment(before),
                        completion,
                        details,
                        history.invocationOf(before),
                        before,
                        history.invocationOf(completion),
                        completion);
            });
        }
    }
}
