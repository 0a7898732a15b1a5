package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.provisioning.system.mesos.MesosBounds;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells how apps grow, and judges how they shrink. Tasks of one scaling up start in groups, one for each round of offers: that
 * is told in figures, see {@link Groups}. Scaling down ends the youngest tasks first, where the release promises so; that is
 * judged only while one settled leader reached all agents and no other change was possible. How old a task is counts from
 * its launch, which nobody but Marathon knows, so a task is accused of its end only if it wrote its start earlier than one that
 * was spared by more than a start may take: as long as an executor has to register, and no sooner is anything amiss.
 */
final class ScalingChecker implements Checker {

    private final Facts facts;

    ScalingChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "scaling";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Scene scene = new Scene(history, facts);
        Groups groups = new Groups(facts.bounds().settings().duration("allocation.interval"));
        List<Anomaly> anomalies = new ArrayList<>();
        long down = 0;
        for (RollingApp app : facts.apps()) {
            Wanted wanted = Wanted.of(scene.changes(), app);
            List<TaskLife> lives = scene.lives(app);
            for (Change change : Change.of(scene.changes(), app.id())) {
                Optional<Span> during = during(scene, app, change);
                Set<Long> before = during.map(span -> wanted.instances(new Span(span.from() - 1, span.from() - 1)))
                        .orElse(Set.of());
                if (before.size() != 1) {
                    continue;
                }
                long from = before.iterator().next();
                long to = (Long) change.value();
                if (to > from) {
                    groups.add(app, change, from, starts(lives, during.get()));
                } else if (to < from) {
                    down++;
                    wrongEnd(scene, app, change, lives, during.get()).ifPresent(anomalies::add);
                }
            }
        }
        Map<String, Object> details = new LinkedHashMap<>(groups.json());
        details.put("scaledDown", down);
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(), Verdict.VALID, groups.words() + "; scaled down " + down + " times", List.of(), details);
    }

    /** From the request of an acknowledged scaling until it was seen to be over, or another change was possible. */
    private static Optional<Span> during(Scene scene, RollingApp app, Change change) {
        if (change.kind() != Change.Kind.SCALE || !change.isAcknowledged()) {
            return Optional.empty();
        }
        return scene.listings().stream()
                .filter(listing -> listing.fromIndex() > change.ended().index())
                .filter(listing -> listing.value().apps().containsKey(app.id())
                        && !listing.value().apps().get(app.id()).deployments().contains(change.deployment()))
                .findFirst()
                .map(Sample::to)
                .map(over -> new Span(change.begun().time(), Math.min(over, next(scene, app, change))));
    }

    /** When the next change of {@code app} was requested that may have been accepted. */
    private static long next(Scene scene, RollingApp app, Change change) {
        return Change.of(scene.changes(), app.id()).stream()
                .filter(other -> other.mayHaveHappened()
                        && other.begun().index() > change.ended().index())
                .mapToLong(other -> other.begun().time())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    private static List<Long> starts(List<TaskLife> lives, Span during) {
        return lives.stream()
                .map(TaskLife::start)
                .filter(during::contains)
                .sorted()
                .toList();
    }

    private Duration longestStart() {
        return facts.bounds().settings().duration("executor.register").plus(MesosBounds.PROCESSING);
    }

    private Optional<Anomaly> wrongEnd(Scene scene, RollingApp app, Change change, List<TaskLife> lives, Span during) {
        boolean judged = facts.youngestFirst()
                && scene.control().working().complement(during).isEmpty()
                && scene.someAgentAway(facts.agents()).totalWithin(during) == 0
                && Change.of(scene.changes(), app.id()).stream()
                        .noneMatch(other -> other != change
                                && other.mayHaveHappened()
                                && other.begun().time() <= during.to()
                                && (other.ended() == null || other.ended().time() >= during.from()))
                && lives.stream().noneMatch(life -> scene.losses().isLost(life, during));
        if (!judged) {
            return Optional.empty();
        }
        List<TaskLife> there =
                lives.stream().filter(life -> life.start() < during.from()).toList();
        Optional<TaskLife> ended = there.stream()
                .filter(life -> life.end()
                        .filter(end -> end.cause() == Cause.TOLD && during.contains(end.time()))
                        .isPresent())
                .min(Comparator.comparingLong(TaskLife::start));
        Optional<TaskLife> spared = there.stream()
                .filter(life -> life.livedAt(during.to() + scene.error()))
                .max(Comparator.comparingLong(TaskLife::start));
        if (ended.isEmpty() || spared.isEmpty()) {
            return Optional.empty();
        }
        long older = spared.get().start() - ended.get().start();
        return older <= longestStart().toNanos() + scene.error()
                ? Optional.empty()
                : Optional.of(new Anomaly(
                        "the " + change.words() + " of app " + app.id() + " ended task "
                                + ended.get().task() + " and spared task "
                                + spared.get().task() + ", which had started " + older / 1_000_000
                                + " ms later, although the youngest are to go first",
                        app.id(),
                        scene.moments().eventAt(ended.get().end().orElseThrow().time()),
                        List.of((long) change.ended().index()),
                        Map.of()));
    }
}
