package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.history.OpType;
import io.partita.checker.internal.Values;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;

/**
 * What goes into a queue comes out once, in any order. Every element dequeued has an enqueue of its own that began
 * before the dequeue ended and did not fail; every element acknowledged before the queue was last found empty has been
 * dequeued. Linear in the history and in what {@code drain} returns.
 *
 * <p>The queue is found empty by a {@code drain} or by a {@code dequeue} that answers null; what was acknowledged later
 * may still be inside. A dequeue of unknown outcome may have taken any one element, a drain of unknown outcome any
 * number: so many missing elements prove nothing. Enqueues of unknown outcome that come out are <em>recovered</em>.
 */
final class QueueChecker implements JudgesOnline {

    private static final long MANY = Long.MAX_VALUE;

    private final boolean duplicatesAllowed;

    /** @param duplicatesAllowed whether delivery at least once is all that is promised */
    QueueChecker(boolean duplicatesAllowed) {
        this.duplicatesAllowed = duplicatesAllowed;
    }

    @Override
    public String name() {
        return "queue";
    }

    /** What comes out without having gone in, or too often, does so whatever follows; what seems lost may come yet. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(name(), beginning -> {
            Findings findings = new Findings(name());
            new Pass(findings, beginning).read();
            return findings.anomalies();
        }));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        return new Pass(new Findings(name()), history).run();
    }

    private final class Pass {

        private final Findings findings;
        private final History history;
        private final Elements elements = new Elements();
        /** By element: enqueues begun that did not fail, acknowledged, acknowledged before the queue was found empty. */
        private final Ints started = new Ints();

        private final Ints acknowledged = new Ints();
        private final Ints due = new Ints();
        /** By element: the first that was acknowledged; how many came out that had gone in. */
        private final Ints acknowledgement = new Ints();

        private final Ints delivered = new Ints();
        private final BitSet duplicated = new BitSet();
        private final BitSet unexpected = new BitSet();
        private long enqueued;
        private long dequeued;
        private long copies;
        /** The invocation of the operation that began last of those that found the queue empty, or -1. */
        private int foundEmpty = -1;

        Pass(Findings findings, History history) {
            this.findings = findings;
            this.history = history;
        }

        CheckResult run() {
            read();
            return judge();
        }

        /** Finds what came out and should not have. */
        void read() {
            for (int i = 0; i < history.size(); i++) {
                if (history.type(i) == OpType.INVOKE && history.process(i) >= 0 && findsEmpty(i)) {
                    foundEmpty = i;
                }
            }
            for (int i = 0; i < history.size(); i++) {
                if (Events.begins(history, i, "enqueue") && Events.outcome(history, i) != OpType.FAIL) {
                    started.increment(elements.add(history.value(i)));
                } else if (Events.succeeds(history, i, "enqueue")) {
                    acknowledge(i);
                } else if (Events.succeeds(history, i, "dequeue") && history.value(i) != null) {
                    deliver(history.value(i), i);
                } else if (Events.succeeds(history, i, "drain") && history.value(i) != null) {
                    for (Object element : Events.list(history, i, "elements")) {
                        deliver(element, i);
                    }
                }
            }
        }

        private boolean findsEmpty(int invocation) {
            int completion = history.completionOf(invocation);
            return Events.outcome(history, invocation) == OpType.OK
                    && (history.f(invocation).equals("drain")
                            || history.f(invocation).equals("dequeue") && history.value(completion) == null);
        }

        private void acknowledge(int completion) {
            int id = elements.add(history.value(history.invocationOf(completion)));
            enqueued++;
            acknowledged.increment(id);
            acknowledgement.setIfAbsent(id, completion);
            if (completion < foundEmpty) {
                due.increment(id);
            }
        }

        private void deliver(Object element, int completion) {
            int id = elements.add(element);
            dequeued++;
            if (delivered.count(id) < started.count(id)) {
                delivered.increment(id);
            } else if (started.count(id) == 0) {
                unexpected.set(id);
                findings.add(() -> Events.anomaly(
                        "element " + Values.show(element) + " was taken by " + Events.who(history, completion)
                                + ", but nobody had begun to enqueue it",
                        completion,
                        Map.of(),
                        history.invocationOf(completion),
                        completion));
            } else {
                duplicated.set(id);
                copies++;
                if (!duplicatesAllowed) {
                    findings.add(() -> duplicate(id, completion));
                }
            }
        }

        private CheckResult.Anomaly duplicate(int id, int completion) {
            return Events.anomaly(
                    "element " + Values.show(elements.value(id)) + " was taken once more by "
                            + Events.who(history, completion) + ", after it had been enqueued "
                            + Events.count(started.count(id), "time") + " and taken as often",
                    completion,
                    Map.of(),
                    acknowledgement.get(id),
                    history.invocationOf(completion),
                    completion);
        }

        private CheckResult judge() {
            BitSet lost = new BitSet();
            BitSet recovered = new BitSet();
            long missing = 0;
            long inside = 0;
            for (int id = 0; id < elements.size(); id++) {
                int gone = Math.max(0, due.count(id) - delivered.count(id));
                missing += gone;
                inside += Math.max(0, acknowledged.count(id) - delivered.count(id)) - gone;
                lost.set(id, gone > 0);
                recovered.set(id, delivered.count(id) > acknowledged.count(id));
            }
            long takers = unknownTakers();
            findings.detail("acknowledged", enqueued).detail("dequeued", dequeued);
            findings.detail("missingCount", missing).detail("missing", Ranges.of(elements, lost));
            section("unexpected", unexpected);
            section("duplicated", duplicated);
            findings.detail("copies", copies);
            section("recovered", recovered);
            findings.detail("perhapsInside", inside)
                    .detail("unknownDequeues", takers == MANY ? "drain" : (Object) takers);
            if (missing > takers) {
                long others = findings.count();
                lost.stream().forEach(this::addLost);
                return findings.invalid(loss(missing, takers, lost) + more(others));
            }
            return findings.count() > 0
                    ? findings.invalid(findings.first() + more(findings.count() - 1))
                    : withoutFindings(missing, inside);
        }

        private String loss(long missing, long takers, BitSet lost) {
            long certain = missing - takers;
            String head = Events.count(certain, "acknowledged element") + (certain == 1 ? " is" : " are") + " lost";
            return takers == 0
                    ? head + ": " + Ranges.of(elements, lost)
                    : "at least " + head + " of " + Ranges.of(elements, lost) + ", if "
                            + Events.count(takers, "dequeue") + " of unknown outcome took the others";
        }

        private static String more(long findings) {
            return findings == 0 ? "" : " (and " + Events.count(findings, "more finding") + ")";
        }

        private CheckResult withoutFindings(long missing, long inside) {
            if (enqueued == 0) {
                return findings.unknown("no enqueue was acknowledged: there is nothing to lose");
            }
            if (missing > 0) {
                return findings.unknown(Events.count(missing, "acknowledged element")
                        + " never came out, but may have been taken by operations of unknown outcome");
            }
            if (inside > 0) {
                return findings.unknown(Events.count(inside, "acknowledged element")
                        + " never came out, but nothing shows that the queue was empty in the end: finish with a"
                        + " drain, or with dequeues until one answers null");
            }
            return findings.valid("all " + enqueued + " acknowledged elements came out"
                    + (copies == 0 ? ", each once" : ", " + copies + " more often than they went in"));
        }

        /** How many elements operations of unknown outcome can have taken before the queue was last found empty. */
        private long unknownTakers() {
            long takers = 0;
            int end = foundEmpty < 0 ? history.size() : history.completionOf(foundEmpty);
            for (int i = 0; i < end; i++) {
                if (history.type(i) == OpType.INVOKE
                        && history.process(i) >= 0
                        && Events.outcome(history, i) == OpType.INFO) {
                    if (history.f(i).equals("drain")) {
                        return MANY;
                    }
                    takers += history.f(i).equals("dequeue") ? 1 : 0;
                }
            }
            return takers;
        }

        private void addLost(int id) {
            int added = acknowledgement.get(id);
            int empty = history.completionOf(foundEmpty);
            findings.add(() -> Events.anomaly(
                    "element " + Values.show(elements.value(id)) + " is lost: its enqueue was acknowledged to "
                            + Events.who(history, added) + ", it never came out, and the queue was found empty by "
                            + Events.who(history, empty),
                    empty,
                    Map.of(),
                    history.invocationOf(added),
                    added,
                    foundEmpty,
                    empty));
        }

        private void section(String name, BitSet ids) {
            findings.detail(name + "Count", (long) ids.cardinality()).detail(name, Ranges.of(elements, ids));
        }
    }
}
