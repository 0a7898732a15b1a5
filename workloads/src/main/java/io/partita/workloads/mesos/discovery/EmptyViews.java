package io.partita.workloads.mesos.discovery;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.Term;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Good answers that list no instance at all although some live: what replaces good data by an empty view takes every instance
 * away from whoever believes it. A server that knows nothing must say so, by an error.
 *
 * <p>The witness is a task that lived all the while, that sources of this kind had named before, and that Mesos cannot have
 * given up. Marathon keeps its tasks in ZooKeeper, so nothing excuses it. A master that has just been elected knows no task
 * until the agents come back, and a discovery server repeats what a master says: these must have had the time to learn.
 */
final class EmptyViews {

    private final Facts facts;
    private final Truth truth;
    private final Map<Role, Set<String>> named;
    private final List<Sample<Listing>> earlier = new ArrayList<>();
    private final List<Anomaly> anomalies = new ArrayList<>();
    /** The sources whose last good answer was empty. */
    private final Set<Source> empty = new HashSet<>();

    private long count;

    EmptyViews(Facts facts, Truth truth) {
        this.facts = facts;
        this.truth = truth;
        this.named = new EnumMap<>(Role.class);
    }

    /** @param sample the next listing, in the order in which they ended */
    void look(Sample<Listing> sample) {
        Source source = sample.value().source();
        if (!sample.value().instances().isEmpty()) {
            empty.remove(source);
            earlier.add(sample);
            return;
        }
        count++;
        learn(sample.fromIndex());
        Optional<TaskLife> witness = truth.lives().stream()
                .filter(life -> life.livedAt(sample.from()) && life.livedAt(sample.to()))
                .filter(life -> named.getOrDefault(source.role(), Set.of()).contains(life.task()))
                .filter(life -> !truth.mayBeGivenUp(life.node(), sample.to()))
                .filter(life -> isBound(source, life, sample))
                .findFirst();
        if (witness.isPresent() && empty.add(source)) {
            anomalies.add(anomaly(sample, witness.get()));
        }
    }

    /** Takes in what was named by answers that came before the event {@code index}. */
    private void learn(int index) {
        earlier.removeIf(sample -> {
            boolean before = sample.index() < index;
            if (before) {
                named.computeIfAbsent(sample.value().source().role(), role -> new HashSet<>())
                        .addAll(sample.value().tasks());
            }
            return before;
        });
    }

    private boolean isBound(Source source, TaskLife life, Sample<Listing> sample) {
        if (source.role() == Role.MARATHON) {
            return !facts.standbysAnswer();
        }
        long learnt = sample.from() - facts.bound(source.role()).toNanos();
        return truth.informedAllTheTime(source, life.node(), Math.max(0, learnt), sample.to());
    }

    private Anomaly anomaly(Sample<Listing> sample, TaskLife witness) {
        Source source = sample.value().source();
        long living = Stream.concat(truth.living(sample.from()).stream(), truth.living(sample.to()).stream())
                .distinct()
                .count();
        return new Anomaly(
                source.words() + " answered at " + Times.at(sample.to()) + " with an empty list of instances of "
                        + facts.app() + leaderless(source, sample) + ", although " + living
                        + (living == 1 ? " lived" : " of them lived") + ", such as task " + witness.task() + " on "
                        + witness.node() + ", which had been listed before",
                null,
                sample.index(),
                List.of(),
                Map.of("living", living));
    }

    private String leaderless(Source source, Sample<Listing> sample) {
        List<Term> terms = source.role() == Role.MARATHON
                ? truth.control().marathons()
                : truth.control().masters();
        String kind = source.role() == Role.MARATHON ? "Marathon" : "master";
        boolean led = terms.stream().anyMatch(term -> term.from() <= sample.to() && sample.from() <= term.to());
        return led ? "" : " while no " + kind + " was seen to lead";
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }

    /** How many good answers were empty, rightly or not. */
    long count() {
        return count;
    }
}
