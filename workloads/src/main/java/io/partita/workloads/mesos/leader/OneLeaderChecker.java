package io.partita.workloads.mesos.leader;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.online.JudgesOnline;
import io.partita.checker.online.OnlineChecker;
import io.partita.checker.online.OnlineCheckers;
import io.partita.workloads.mesos.leader.Claims.Claim;
import io.partita.workloads.mesos.observe.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * That no two servers of a role lead at once, but for the time in which the old one may not know yet. Counts elections.
 * A standby that answers as if it led, and says in its metrics that it does not, is not counted here: {@link
 * StandbyChecker} accuses it.
 */
final class OneLeaderChecker implements JudgesOnline {

    private final String name;
    private final String who;
    private final Duration allowed;
    private final boolean judged;
    private final Function<History, List<Sample<Map<String, String>>>> claims;
    private final ToLongFunction<List<Claim>> elections;
    /** Of a beginning of a history, the claims that count whatever comes later. */
    private final Function<History, Predicate<Claim>> certain;

    private OneLeaderChecker(
            String name,
            String who,
            Duration allowed,
            boolean judged,
            Function<History, List<Sample<Map<String, String>>>> claims,
            ToLongFunction<List<Claim>> elections,
            Function<History, Predicate<Claim>> certain) {
        this.name = name;
        this.who = who;
        this.allowed = allowed;
        this.judged = judged;
        this.claims = claims;
        this.elections = elections;
        this.certain = certain;
    }

    static JudgesOnline ofMasters(Expected expected) {
        return new OneLeaderChecker(
                "one-master",
                "master",
                expected.masterOverlap(),
                true,
                Claims::masters,
                Claims::terms,
                Claims::byElected);
    }

    static JudgesOnline ofMarathons(Expected expected) {
        return new OneLeaderChecker(
                "one-marathon",
                "Marathon",
                expected.marathonOverlap(),
                expected.marathonsGiveUp(),
                Claims::marathons,
                Claims::changes,
                history -> claim -> true);
    }

    @Override
    public String name() {
        return name;
    }

    /** Two claims that were made at the same time. */
    private record Overlap(Claim one, Claim two) {

        long nanos() {
            return one.overlap(two);
        }
    }

    /** How long two claims overlapped only grows. Of masters, those count that metrics have confirmed. */
    @Override
    public Optional<OnlineChecker> online() {
        return Optional.of(OnlineCheckers.ofBeginnings(
                name, beginning -> tooLong(overlaps(claims(beginning, certain.apply(beginning))))));
    }

    private List<Claim> claims(History history, Predicate<Claim> which) {
        return Claims.of(claims.apply(history)).stream().filter(which).toList();
    }

    private List<Anomaly> tooLong(List<Overlap> overlaps) {
        return overlaps.stream()
                .filter(overlap -> judged && overlap.nanos() > allowed.toNanos())
                .map(this::anomaly)
                .toList();
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        List<Claim> all = claims(history, Claims.byPretenders(history).negate());
        List<Overlap> overlaps = overlaps(all);
        List<Anomaly> anomalies = tooLong(overlaps);
        long others = elections.applyAsLong(all);
        Map<String, Object> details = details(all, overlaps, others);
        if (!anomalies.isEmpty()) {
            return new CheckResult(name, Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        if (all.isEmpty()) {
            return new CheckResult(name, Verdict.UNKNOWN, "no " + who + " was ever seen to lead", List.of(), details);
        }
        return new CheckResult(name, Verdict.VALID, valid(overlaps, others), List.of(), details);
    }

    private String valid(List<Overlap> overlaps, long others) {
        String longest = overlaps.isEmpty()
                ? "no two " + who + "s led at once"
                : "two " + who + "s took themselves for the leader for "
                        + Say.time(overlaps.get(0).nanos()) + " at most, where " + Say.time(allowed) + " may happen";
        return longest + "; " + Say.count(others, "other leader") + " followed the first";
    }

    /** The longest first. */
    private static List<Overlap> overlaps(List<Claim> claims) {
        List<Overlap> overlaps = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            for (int j = i + 1; j < claims.size(); j++) {
                Overlap overlap = new Overlap(claims.get(i), claims.get(j));
                boolean oneNode = overlap.one().node().equals(overlap.two().node());
                if (!oneNode && overlap.nanos() > 0) {
                    overlaps.add(overlap);
                }
            }
        }
        overlaps.sort(Comparator.comparingLong(Overlap::nanos).reversed());
        return overlaps;
    }

    private Anomaly anomaly(Overlap overlap) {
        Claim one = overlap.one();
        Claim two = overlap.two();
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("overlapMs", Say.millis(overlap.nanos()));
        details.put("allowedMs", allowed.toMillis());
        details.put("one", json(one));
        details.put("two", json(two));
        return new Anomaly(
                "two " + who + "s led for " + Say.time(overlap.nanos()) + ", "
                        + Say.span(one.since(two), one.until(two)) + ": the one on " + one.node()
                        + " did not give up when the one on " + two.node() + " led, which takes "
                        + Say.time(allowed) + " at most",
                null,
                Math.min(one.last().index(), two.last().index()),
                List.of((long) Math.max(one.first().index(), two.first().index())),
                details);
    }

    private Map<String, Object> details(List<Claim> claims, List<Overlap> overlaps, long others) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("otherLeaders", others);
        details.put(
                "longestOverlapMs",
                overlaps.isEmpty() ? 0L : Say.millis(overlaps.get(0).nanos()));
        details.put("allowedOverlapMs", allowed.toMillis());
        details.put("claims", claims.stream().map(OneLeaderChecker::json).toList());
        return details;
    }

    private static Map<String, Object> json(Claim claim) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("node", claim.node());
        json.put("term", claim.term());
        json.put("fromMs", Say.millis(claim.first().to()));
        json.put("toMs", Say.millis(claim.last().from()));
        return json;
    }
}
