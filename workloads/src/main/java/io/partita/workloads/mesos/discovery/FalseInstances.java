package io.partita.workloads.mesos.discovery;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Instances that a source named and should not have:
 *
 * <ul>
 *   <li><em>stale</em>: the task had been dead for longer than news of it takes;
 *   <li><em>elsewhere</em>: the task lived, and wrote that it was at another place;
 *   <li><em>dead</em>: nothing listens there, its node says so, and no such task ever ran, for longer than a task may be known
 *       before it runs.
 * </ul>
 *
 * Each task is told of once for each source. Not thread-safe.
 */
final class FalseInstances {

    private final Facts facts;
    private final Truth truth;
    private final Moments moments;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Set<List<Object>> accused = new HashSet<>();
    /** When nothing was first found at the place of a task that nobody saw. */
    private final Map<List<Object>, Long> firstDead = new HashMap<>();

    private long longestDead;
    private long dead;
    private long answeredByOthers;

    FalseInstances(Facts facts, Truth truth, Moments moments) {
        this.facts = facts;
        this.truth = truth;
        this.moments = moments;
    }

    void look(Sample<Listing> sample) {
        Source source = sample.value().source();
        for (Instance instance : sample.value().instances()) {
            if (instance.answer() != null && !instance.answer().equals(instance.task())) {
                answeredByOthers++;
            }
            Optional<Anomaly> found = truth.of(instance.task()).isEmpty()
                    ? dead(sample, source, instance)
                    : stale(sample, source, instance).or(() -> elsewhere(sample, source, instance));
            found.filter(anomaly -> accused.add(List.of(source, instance.task())))
                    .ifPresent(anomalies::add);
        }
    }

    private Optional<Anomaly> stale(Sample<Listing> sample, Source source, Instance instance) {
        OptionalLong over = truth.over(instance.task());
        if (over.isEmpty() || sample.from() <= over.getAsLong()) {
            return Optional.empty();
        }
        long passed = sample.from() - over.getAsLong();
        dead++;
        longestDead = Math.max(longestDead, passed);
        TaskLife life = truth.of(instance.task()).get(0);
        if (!truth.mustKnow(source, life.node(), over.getAsLong(), sample.from())
                || !truth.informedAllTheTime(source, life.node(), sample.from(), sample.to())) {
            return Optional.empty();
        }
        return Optional.of(anomaly(
                source.words() + " named task " + instance.task() + " at " + instance.place() + " at "
                        + Times.at(sample.to()) + ", which had been dead for " + Times.length(passed)
                        + (instance.answer() == null ? " (there: " + instance.error() + ")" : "")
                        + "; news of a task's end may take "
                        + Times.length(facts.bound(source.role()).toNanos()),
                sample,
                List.of(moments.eventAt(over.getAsLong())),
                instance));
    }

    private Optional<Anomaly> elsewhere(Sample<Listing> sample, Source source, Instance instance) {
        return truth.of(instance.task()).stream()
                .filter(life -> life.livedAt(sample.from()) && life.livedAt(sample.to()))
                .filter(life -> life.port().isPresent() && life.port().getAsInt() > 0)
                .filter(life ->
                        !life.node().equals(instance.node()) || life.port().getAsInt() != instance.port())
                .findFirst()
                .map(life -> anomaly(
                        source.words() + " named task " + instance.task() + " at " + instance.place() + " at "
                                + Times.at(sample.to()) + ", although it lived at " + life.node() + ":"
                                + life.port().getAsInt(),
                        sample,
                        List.of(),
                        instance));
    }

    private Optional<Anomaly> dead(Sample<Listing> sample, Source source, Instance instance) {
        boolean nothingThere = instance.error() != null && instance.error().startsWith("refused");
        if (!truth.isComplete() || !nothingThere || instance.node() == null) {
            return Optional.empty();
        }
        long since = firstDead.computeIfAbsent(List.of(source, instance.task()), key -> sample.from());
        if (!truth.mustKnow(source, instance.node(), since, sample.from())) {
            return Optional.empty();
        }
        return Optional.of(anomaly(
                source.words() + " named task " + instance.task() + " at " + instance.place() + " from "
                        + Times.at(since) + " to " + Times.at(sample.to())
                        + ", where nothing listened, and no such task ever ran",
                sample,
                List.of(),
                instance));
    }

    private static Anomaly anomaly(String headline, Sample<Listing> sample, List<Long> related, Instance instance) {
        return new Anomaly(headline, null, sample.index(), related, Map.of("instance", instance.toJson()));
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }

    Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("namedAfterTheirEnd", dead);
        figures.put("longestAfterEndMs", Times.millis(longestDead));
        figures.put("answeredByAnotherTask", answeredByOthers);
        return figures;
    }

    /** The longest time for which a task that was named had been dead, ns. */
    long longestDead() {
        return longestDead;
    }
}
