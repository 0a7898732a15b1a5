package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Every {@code read} of a counter lies between what must have and what can have been added: at least the additions
 * acknowledged before it began, at most those that had begun when it ended and did not fail. Subtractions the other
 * way round: those that had begun may lower the read, those acknowledged must. Weaker than linearizability, but linear
 * in the history, and its numbers say how much was lost.
 *
 * <p>Operations: {@code add} n (of either sign), {@code increment} and {@code decrement} by one or by n. Unknown when
 * no read began after the last acknowledgement: then a loss could have gone unseen.
 */
final class CounterChecker implements JudgesOnline {

    private final String name;
    private final long initial;

    CounterChecker(String name, long initial) {
        this.name = Objects.requireNonNull(name, "name is null");
        this.initial = initial;
    }

    @Override
    public String name() {
        return name;
    }

    /** What is wrong in a beginning stays wrong. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(history).run();
    }

    private final class Pass {

        private final Findings findings = new Findings(name);
        private final History history;
        /** By index of a read's invocation: what it must at least show, and what is surely gone, when it begins. */
        private final Map<Integer, long[]> open = new LinkedHashMap<>();

        private long acknowledgedUp;
        private long acknowledgedDown;
        private long possibleUp;
        private long possibleDown;
        private long acknowledged;
        private long unknown;
        private int lastAcknowledgement = -1;
        private int lastRead = -1;
        private Long lastValue;
        private long reads;

        Pass(History history) {
            this.history = history;
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                if (history.process(i) < 0) {
                    continue;
                }
                OpType type = history.type(i);
                if (history.f(i).equals("read")) {
                    if (type == OpType.INVOKE) {
                        open.put(i, new long[] {acknowledgedUp, acknowledgedDown});
                    } else if (history.invocationOf(i) >= 0) {
                        read(i, open.remove(history.invocationOf(i)));
                    }
                } else if (type == OpType.INVOKE && changes(i)) {
                    begin(i);
                } else if (type == OpType.OK && changes(i)) {
                    acknowledge(i);
                }
            }
            return result();
        }

        private boolean changes(int i) {
            return switch (history.f(i)) {
                case "add", "increment", "decrement" -> true;
                default -> false;
            };
        }

        private long amount(int invocation) {
            return switch (history.f(invocation)) {
                case "increment" -> Events.whole(history, invocation, 1);
                case "decrement" -> Math.negateExact(Events.whole(history, invocation, 1));
                default -> Events.whole(history, invocation, 0);
            };
        }

        private void begin(int invocation) {
            OpType outcome = Events.outcome(history, invocation);
            if (outcome == OpType.FAIL) {
                return;
            }
            long amount = amount(invocation);
            possibleUp = Math.addExact(possibleUp, Math.max(0, amount));
            possibleDown = Math.addExact(possibleDown, Math.min(0, amount));
            unknown += outcome == OpType.INFO ? 1 : 0;
        }

        private void acknowledge(int completion) {
            long amount = amount(history.invocationOf(completion));
            acknowledgedUp += Math.max(0, amount);
            acknowledgedDown += Math.min(0, amount);
            acknowledged++;
            lastAcknowledgement = completion;
        }

        private void read(int completion, long[] before) {
            if (history.type(completion) != OpType.OK || history.value(completion) == null) {
                return;
            }
            reads++;
            int invocation = history.invocationOf(completion);
            lastRead = Math.max(lastRead, invocation);
            long value = Events.whole(history, completion, 0);
            lastValue = value;
            long least = initial + before[0] + possibleDown;
            long most = initial + possibleUp + before[1];
            if (value < least) {
                add(
                        completion,
                        least,
                        most,
                        "it can't be less than " + least + " by what had been acknowledged before that read began: "
                                + (least - value) + " lost");
            } else if (value > most) {
                add(
                        completion,
                        least,
                        most,
                        "it can't be more than " + most + " by what had begun before that read ended: " + (value - most)
                                + " too many");
            }
        }

        private void add(int completion, long least, long most, String why) {
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("value", lastValue);
            details.put("atLeast", least);
            details.put("atMost", most);
            String read = "process " + history.process(completion) + " read " + lastValue + " at "
                    + history.moment(completion);
            findings.add(() -> Events.anomaly(
                    read + " although " + why, completion, details, history.invocationOf(completion), completion));
        }

        private CheckResult result() {
            findings.detail("acknowledged", acknowledged)
                    .detail("unknownOutcome", unknown)
                    .detail("reads", reads)
                    .detail("lastRead", lastValue)
                    .detail("wrongReads", findings.count());
            if (findings.count() > 0) {
                return findings.invalid(
                        findings.count() == 1
                                ? findings.first()
                                : findings.count() + " of " + reads + " reads are wrong; " + findings.first());
            }
            if (acknowledged == 0) {
                return findings.unknown("no change was acknowledged: there is nothing to lose");
            }
            if (lastRead < lastAcknowledgement) {
                return findings.unknown(
                        "no read began after the last acknowledged change: a loss could have gone unseen");
            }
            return findings.valid("none of " + acknowledged + " acknowledged changes was lost (" + unknown
                    + " more of unknown outcome)");
        }
    }
}
