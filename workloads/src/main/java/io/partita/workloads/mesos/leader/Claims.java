package io.partita.workloads.mesos.leader;

import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.MarathonView;
import io.partita.workloads.mesos.observe.MasterView;
import io.partita.workloads.mesos.observe.Observations;
import io.partita.workloads.mesos.observe.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * For how long who claimed to lead. Pure.
 *
 * <p>An observation shows a claim at some instant between its beginning and its end. A process that claims in one
 * observation and in the next, and in every one between, is taken to have claimed all the time; one that claims, does not
 * answer, and claims again, may have stood still meanwhile, which is no claim. So a claim certainly lasted from the end of
 * its first observation to the beginning of its last: never longer than in truth.
 */
final class Claims {

    /**
     * An unbroken claim.
     *
     * @param node where it was made
     * @param term which process made it; the node itself where processes do not say who they are
     * @param first the observation that showed it first
     * @param last the one that showed it last
     */
    record Claim(String node, String term, Sample<?> first, Sample<?> last) {

        /** For how long both this and the other certainly were made, ns. */
        long overlap(Claim other) {
            return Math.max(0, until(other) - since(other));
        }

        long since(Claim other) {
            return Math.max(first.to(), other.first.to());
        }

        long until(Claim other) {
            return Math.min(last.from(), other.last.from());
        }
    }

    private Claims() {}

    /** By node, the term of whoever claimed to be the leading master, in every observation. */
    static List<Sample<Map<String, String>>> masters(History history) {
        return Observations.of(history).masters().stream()
                .map(sample -> sample.map(Claims::mastersIn))
                .toList();
    }

    private static Map<String, String> mastersIn(Map<String, MasterView> views) {
        Map<String, String> terms = new LinkedHashMap<>();
        views.forEach((node, view) -> {
            if (view.leads()) {
                terms.put(node, view.state().map(state -> state.master()).orElse(node));
            }
        });
        return terms;
    }

    /** Likewise of Marathons, which do not say which process they are. */
    static List<Sample<Map<String, String>>> marathons(History history) {
        return Observations.of(history).marathons().stream()
                .map(sample -> sample.map(Claims::marathonsIn))
                .toList();
    }

    private static Map<String, String> marathonsIn(Map<String, MarathonView> views) {
        Map<String, String> terms = new LinkedHashMap<>();
        Agreement.marathonLeaders(views).forEach(node -> terms.put(node, node));
        return terms;
    }

    /** The claims in {@code samples}, in the order in which they began. */
    static List<Claim> of(List<Sample<Map<String, String>>> samples) {
        List<Claim> claims = new ArrayList<>();
        Map<String, Integer> open = new HashMap<>();
        for (Sample<Map<String, String>> sample : samples) {
            Set<String> nodes = new HashSet<>(open.keySet());
            nodes.addAll(sample.value().keySet());
            for (String node : nodes) {
                String term = sample.value().get(node);
                Integer at = open.get(node);
                if (term == null) {
                    open.remove(node);
                } else if (at != null && claims.get(at).term().equals(term)) {
                    Claim claim = claims.get(at);
                    // One that ended last need not have begun last.
                    Sample<?> last = sample.from() > claim.last().from() ? sample : claim.last();
                    claims.set(at, new Claim(node, term, claim.first(), last));
                } else {
                    open.put(node, claims.size());
                    claims.add(new Claim(node, term, sample, sample));
                }
            }
        }
        return claims;
    }

    /** How many leaders followed the first, of those whose terms are their own. */
    static long terms(List<Claim> claims) {
        return Math.max(0, claims.stream().map(Claim::term).distinct().count() - 1);
    }

    /** How often a leader on another node followed. */
    static long changes(List<Claim> claims) {
        long changes = 0;
        for (int i = 1; i < claims.size(); i++) {
            changes += claims.get(i).node().equals(claims.get(i - 1).node()) ? 0 : 1;
        }
        return changes;
    }

    /**
     * Claims of masters that their own metrics denied, and never confirmed: whoever leads by copying another's answers is no
     * leader. One that was elected once and is not any more has not given up.
     */
    static Predicate<Claim> byPretenders(History history) {
        Set<Process> denied = processes(history, MasterMemory::denies);
        denied.removeAll(processes(history, MasterMemory::isElected));
        return claim -> denied.contains(new Process(claim.node(), claim.term()));
    }

    /** Claims of masters that their own metrics have confirmed: whatever is read later, they are no pretenders. */
    static Predicate<Claim> byElected(History history) {
        Set<Process> elected = processes(history, MasterMemory::isElected);
        return claim -> elected.contains(new Process(claim.node(), claim.term()));
    }

    /** One master's process. */
    private record Process(String node, String term) {}

    private static Set<Process> processes(History history, Predicate<MasterMemory> which) {
        Set<Process> processes = new HashSet<>();
        Observations.of(history)
                .samples(LeaderClient.MEMORY, MasterMemory::fromJson)
                .forEach(sample -> sample.value().values().stream()
                        .filter(which)
                        .forEach(memory -> processes.add(new Process(memory.node(), memory.term()))));
        return processes;
    }
}
