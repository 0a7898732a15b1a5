package io.partita.checker.internal.checks;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.history.History;
import io.partita.checker.internal.Values;
import io.partita.checker.internal.online.GrowingSet;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The life of every element of a set that only grows. An element is known once its add was acknowledged or a read
 * showed it. From then on it is
 *
 * <ul>
 *   <li><em>lost</em>, if the last read that missed it began after it was known and after every read that showed it had
 *       ended
 *   <li><em>stale</em>, if a read that began after it was known missed it, and it was seen again
 *   <li><em>stable</em>, if it was seen and is not lost; stale elements are stable ones
 *   <li><em>never read</em>, if nothing tells: no read began after it was known, and none showed it
 * </ul>
 *
 * <p>Losses, elements that nobody can have added, and elements that one read shows twice are violations; stale
 * elements only when the set claims to be linearizable. Adds of unknown outcome count from when they are seen.
 */
final class SetFullChecker implements JudgesOnline {

    private static final int WORST_SHOWN = 8;

    private final boolean linearizable;

    SetFullChecker(boolean linearizable) {
        this.linearizable = linearizable;
    }

    @Override
    public String name() {
        return "set-full";
    }

    /** Everything but losses, which a later read may disprove. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(new GrowingSet(name(), linearizable));
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        for (int i = 0; i < history.size(); i++) {
            if (Events.begins(history, i, "remove")) {
                return new Findings(name())
                        .unknown("elements are removed, at " + history.moment(i)
                                + " for the first time: this judges sets that only grow");
            }
        }
        return new Pass(new Findings(name()), history, SetTimeline.of(history)).run();
    }

    private final class Pass {

        private final Findings findings;
        private final History history;
        private final SetTimeline timeline;
        private final BitSet stable = new BitSet();
        private final BitSet lost = new BitSet();
        private final BitSet stale = new BitSet();
        private final BitSet neverRead = new BitSet();
        private final BitSet unexpected = new BitSet();
        private final BitSet duplicated = new BitSet();

        Pass(Findings findings, History history, SetTimeline timeline) {
            this.findings = findings;
            this.history = history;
            this.timeline = timeline;
        }

        CheckResult run() {
            for (int id = 0; id < timeline.elements().size(); id++) {
                classify(id);
            }
            findings.detail("attempted", (long) timeline.elements().size() - unexpected.cardinality())
                    .detail("acknowledged", (long) timeline.acknowledged().cardinality())
                    .detail("reads", (long) timeline.reads());
            section("stable", stable);
            section("stale", stale);
            section("lost", lost);
            section("neverRead", neverRead);
            section("unexpected", unexpected);
            section("duplicated", duplicated);
            if (history.hasTimes()) {
                latencies();
            }
            lost.stream().forEach(this::addLost);
            unexpected.stream().forEach(this::addUnexpected);
            duplicated.stream().forEach(this::addDuplicated);
            if (linearizable) {
                stale.stream().forEach(this::addStale);
            }
            return result();
        }

        private void classify(int id) {
            int known = timeline.known(id);
            int seen = timeline.lastSeen(id);
            int missed = timeline.lastMissed(id);
            duplicated.set(id, timeline.copies(id) > 0);
            if (seen >= 0 && (timeline.attempt(id) < 0 || timeline.firstSeen(id) < timeline.attempt(id))) {
                unexpected.set(id);
            } else if (known >= 0 && missed > known && missed > seen) {
                lost.set(id);
            } else if (seen >= 0) {
                stable.set(id);
                stale.set(id, missed > known);
            } else {
                neverRead.set(id);
            }
        }

        private void section(String name, BitSet ids) {
            findings.detail(name + "Count", (long) ids.cardinality()).detail(name, Ranges.of(timeline.elements(), ids));
        }

        private void latencies() {
            findings.detail("stableLatencyMs", Quantiles.of(stable, this::stableNanos));
            findings.detail("lostLatencyMs", Quantiles.of(lost, this::lostNanos));
            List<Integer> worst = new ArrayList<>(stale.stream().boxed().toList());
            worst.sort(Comparator.comparingLong(this::stableNanos).reversed());
            findings.detail(
                    "worstStale",
                    worst.stream().limit(WORST_SHOWN).map(this::life).toList());
        }

        /** How long after it was known the last read that missed the element began. */
        private long stableNanos(int id) {
            int missed = timeline.lastMissed(id);
            return missed > timeline.known(id) ? history.time(missed) - history.time(timeline.known(id)) : 0;
        }

        /** For how long after it was known the element was still seen. */
        private long lostNanos(int id) {
            int seen = timeline.lastSeen(id);
            return seen < 0 ? 0 : Math.max(0, history.time(seen) - history.time(timeline.known(id)));
        }

        private Map<String, Object> life(int id) {
            Map<String, Object> life = new LinkedHashMap<>();
            life.put("element", timeline.elements().value(id));
            life.put("known", history.moment(timeline.known(id)));
            life.put("firstSeen", moment(timeline.firstSeen(id)));
            life.put("lastMissed", moment(timeline.lastMissed(id)));
            life.put("lastSeen", moment(timeline.lastSeen(id)));
            if (history.hasTimes()) {
                life.put("stableLatencyMs", Quantiles.millis(stableNanos(id)));
            }
            return life;
        }

        private String moment(int event) {
            return event < 0 ? null : history.moment(event);
        }

        private CheckResult result() {
            if (!lost.isEmpty()) {
                return findings.invalid(Events.count(lost.cardinality(), "element")
                        + (lost.cardinality() == 1 ? " is" : " are") + " lost: "
                        + Ranges.of(timeline.elements(), lost));
            }
            if (findings.count() > 0) {
                return findings.invalid(findings.first()
                        + (findings.count() > 1
                                ? " (and " + Events.count(findings.count() - 1, "more finding") + ")"
                                : ""));
            }
            if (timeline.reads() == 0) {
                return findings.unknown("nobody ever read the set");
            }
            if (timeline.acknowledged().isEmpty()) {
                return findings.unknown("no add was acknowledged: there is nothing to lose");
            }
            BitSet unread = (BitSet) timeline.acknowledged().clone();
            unread.and(neverRead);
            if (!unread.isEmpty()) {
                return findings.unknown(
                        "no read began after " + Events.count(unread.cardinality(), "acknowledged element")
                                + ": a loss could have gone unseen");
            }
            return findings.valid("all " + stable.cardinality()
                    + " elements that were acknowledged or seen are stable, "
                    + (stale.isEmpty() ? "none was ever stale" : stale.cardinality() + " after having been stale"));
        }

        private void addLost(int id) {
            int known = timeline.known(id);
            int seen = timeline.lastSeen(id);
            int missed = timeline.lastMissed(id);
            findings.add(() -> Events.anomaly(
                    "element " + show(id) + " is lost: " + knownBy(id) + ", "
                            + (seen < 0 ? "no read ever showed it" : "last seen by " + Events.who(history, seen))
                            + ", and missed by the read that " + Events.who(history, missed) + " began",
                    history.completionOf(missed),
                    life(id),
                    timeline.attempt(id),
                    known,
                    seen,
                    missed,
                    history.completionOf(missed)));
        }

        private void addStale(int id) {
            int missed = timeline.lastMissed(id);
            findings.add(() -> Events.anomaly(
                    "element " + show(id) + " was stale: " + knownBy(id) + ", but missed by the read that "
                            + Events.who(history, missed) + " began later",
                    history.completionOf(missed),
                    life(id),
                    timeline.attempt(id),
                    timeline.known(id),
                    missed,
                    history.completionOf(missed),
                    timeline.lastSeen(id)));
        }

        private void addUnexpected(int id) {
            int seen = timeline.firstSeen(id);
            findings.add(() -> Events.anomaly(
                    "element " + show(id) + " was read by " + Events.who(history, seen) + ", but nobody "
                            + (timeline.attempt(id) < 0 ? "added it" : "had begun to add it by then"),
                    seen,
                    Map.of(),
                    history.invocationOf(seen),
                    seen,
                    timeline.attempt(id)));
        }

        private void addDuplicated(int id) {
            int read = timeline.copiedIn(id);
            findings.add(() -> Events.anomaly(
                    "element " + show(id) + " stood " + timeline.copies(id) + " times in what was read by "
                            + Events.who(history, read),
                    read,
                    Map.of("copies", (long) timeline.copies(id)),
                    history.invocationOf(read),
                    read));
        }

        private String knownBy(int id) {
            int known = timeline.known(id);
            return (history.f(known).equals("add") ? "acknowledged to " : "seen by ") + Events.who(history, known);
        }

        private String show(int id) {
            return Values.show(timeline.elements().value(id));
        }
    }
}
