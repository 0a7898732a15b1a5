package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No process goes back to a version of a register that it has left: neither by its reads, nor behind its own writes.
 * Read your writes, monotonic reads, monotonic writes and writes follow reads (Terry and others, Session guarantees for
 * weakly consistent replicated data, PDIS 1994) together allow no such thing, whatever other processes see.
 *
 * <p>A value that was seen stands for a version when one operation at most can have written it by then: {@code write} v or
 * {@code cas} [expected, new] that had begun, whatever became of it unless it failed; the initial value counts as written
 * once. Other values are passed over. Linear in the history.
 */
final class SessionChecker implements JudgesOnline {

    private final Object initial;

    SessionChecker(Object initial) {
        this.initial = initial;
    }

    @Override
    public String name() {
        return "session";
    }

    /** Who went back has done so whatever follows: what begins later cannot have been seen, and a write that fails neither. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(this));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(new Findings(name()), history).run();
    }

    /** What a process has last seen, and where. */
    private record Seen(int version, int event) {}

    private final class Pass {

        private final Findings findings;
        private final History history;
        private final Elements values = new Elements();
        /** By value: how many operations that began so far may have written it. */
        private final Ints writes = new Ints();

        private final Map<Integer, Seen> sessions = new HashMap<>();
        /** Pairs of process and version, and where the process saw something newer. */
        private final Elements pairs = new Elements();

        private final Ints left = new Ints();
        private long observed;
        private long ambiguous;
        private long compared;

        Pass(Findings findings, History history) {
            this.findings = findings;
            this.history = history;
            writes.increment(values.add(initial));
        }

        CheckResult run() {
            for (int i = 0; i < history.size(); i++) {
                boolean begins = Events.begins(history, i, "write") || Events.begins(history, i, "cas");
                if (begins && Events.outcome(history, i) != OpType.FAIL) {
                    writes.increment(values.add(written(i)));
                } else if (Events.succeeds(history, i, "read")) {
                    observe(history.value(i), i);
                } else if (Events.succeeds(history, i, "write")) {
                    observe(written(history.invocationOf(i)), i);
                } else if (Events.succeeds(history, i, "cas")) {
                    observe(pair(history.invocationOf(i)).get(0), i);
                    observe(written(history.invocationOf(i)), i);
                }
            }
            return result();
        }

        private Object written(int invocation) {
            return history.f(invocation).equals("cas") ? pair(invocation).get(1) : history.value(invocation);
        }

        private List<?> pair(int invocation) {
            if (Values.isPair(history.value(invocation))) {
                return (List<?>) history.value(invocation);
            }
            throw Events.misfit(history, invocation, "a pair of expected and new value");
        }

        private void observe(Object value, int event) {
            int version = values.add(value);
            if (writes.count(version) > 1) {
                ambiguous++;
                return;
            }
            observed++;
            int process = history.process(event);
            Seen last = sessions.get(process);
            if (last == null) {
                sessions.put(process, new Seen(version, event));
                return;
            }
            compared++;
            if (version == last.version) {
                return;
            }
            int leftAt = left.get(pairs.add(pairOf(process, version)));
            if (leftAt >= 0 || version == 0) {
                findings.add(() -> wentBack(value, event, leftAt >= 0 ? leftAt : last.event));
                return;
            }
            left.set(pairs.add(pairOf(process, last.version)), event);
            sessions.put(process, new Seen(version, event));
        }

        private long pairOf(int process, int version) {
            return (long) process << 32 | version;
        }

        private CheckResult.Anomaly wentBack(Object value, int event, int newer) {
            Object seen = history.f(newer).equals("read") ? history.value(newer) : written(history.invocationOf(newer));
            return Events.anomaly(
                    "process " + history.process(event) + " went back: at " + history.moment(event) + " it "
                            + (history.f(event).equals("read") ? "read " : "found ") + Values.show(value)
                            + ", which is older than what it "
                            + (history.f(newer).equals("read") ? "read" : "wrote itself") + " at "
                            + history.moment(newer) + ": " + Values.show(seen),
                    event,
                    Map.of(),
                    history.invocationOf(newer),
                    newer,
                    history.invocationOf(event),
                    event);
        }

        private CheckResult result() {
            findings.detail("observations", observed)
                    .detail("compared", compared)
                    .detail("ambiguous", ambiguous)
                    .detail("wentBack", findings.count());
            if (findings.count() > 0) {
                return findings.invalid(
                        findings.count() == 1
                                ? findings.first()
                                : findings.count() + " operations went back; " + findings.first());
            }
            if (compared == 0) {
                return findings.unknown(
                        ambiguous > 0
                                ? "values are written more than once, so nobody can tell versions apart: write unique"
                                        + " values"
                                : "no process saw two versions: there is nothing to compare");
            }
            return findings.valid("none of " + observed + " observations went back behind what its process had seen"
                    + (ambiguous == 0 ? "" : "; " + ambiguous + " more of values that were written more than once"));
        }
    }
}
