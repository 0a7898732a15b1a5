package io.partita.workloads.mesos.deploy;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Deployments that are over although the tasks that they promised never lived together. Marathon ends a deployment when it has
 * seen all of them run, so however faults took them away afterwards, at one instant between the request and the end of the
 * deployment all must have lived. One that may have been ended by force promised nothing.
 */
final class Reach {

    private final Scene scene;
    private final RollingApp app;
    private final List<Change> changes;
    private final Wanted wanted;
    private final List<TaskLife> lives;

    Reach(Scene scene, RollingApp app) {
        this.scene = scene;
        this.app = app;
        this.changes = Change.of(scene.changes(), app.id());
        this.wanted = Wanted.of(scene.changes(), app);
        this.lives = scene.lives(app);
    }

    List<Anomaly> find() {
        List<Anomaly> anomalies = new ArrayList<>();
        if (scene.isComplete()) {
            changes.stream()
                    .filter(change ->
                            change.isAcknowledged() && !change.deployment().isEmpty())
                    .forEach(change -> over(change).ifPresent(seen -> judge(change, seen, anomalies)));
        }
        return anomalies;
    }

    /** The first sight of the app that certainly no longer had the deployment of {@code change}. */
    private Optional<Sample<Listing>> over(Change change) {
        return scene.listings().stream()
                .filter(listing -> listing.fromIndex() > change.ended().index())
                .filter(listing -> listing.value().apps().containsKey(app.id()))
                .filter(listing ->
                        !listing.value().apps().get(app.id()).deployments().contains(change.deployment()))
                .filter(scene::isAuthentic)
                .findFirst();
    }

    private void judge(Change change, Sample<Listing> over, List<Anomaly> anomalies) {
        Span during = new Span(change.begun().time(), over.to());
        if (isForcedAway(change, over)) {
            return;
        }
        long promised = change.kind() == Change.Kind.SCALE ? (Long) change.value() : wanted.fewest(during);
        long most = most(change, during);
        long fewest = change.kind() == Change.Kind.SCALE ? fewest(during) : 0;
        if (fewest > promised) {
            anomalies.add(anomaly(change, over, "never fewer than " + fewest + " tasks had lived", promised, fewest));
        } else if (most < promised) {
            String words = "never more than " + most + " of its " + promised + " tasks had lived at once";
            anomalies.add(anomaly(change, over, words, promised, most));
        }
    }

    private Anomaly anomaly(Change change, Sample<Listing> over, String words, long promised, long lived) {
        return new Anomaly(
                "the " + change.words() + " of app " + app.id() + ", accepted at "
                        + change.ended().time() / 1_000_000 + " ms as deployment " + change.deployment()
                        + ", was over at " + over.to() / 1_000_000 + " ms although " + words,
                app.id(),
                over.index(),
                List.of((long) change.ended().index()),
                Map.of("promised", promised, "lived", lived));
    }

    private boolean isForcedAway(Change change, Sample<Listing> over) {
        return changes.stream()
                .anyMatch(other -> other != change
                        && other.force()
                        && other.mayHaveHappened()
                        && other.begun().index() < over.index()
                        && (other.ended() == null
                                || other.ended().index() > change.begun().index()));
    }

    /** How many tasks that {@code change} promised may have lived at one instant of {@code span}, at most. */
    private long most(Change change, Span span) {
        List<TaskLife> own = lives.stream()
                .filter(life -> change.kind() == Change.Kind.SCALE
                        || scene.token(life).map(change.value()::equals).orElse(true))
                .toList();
        LongStream instants = own.stream()
                .flatMap(life -> Stream.of(life.start()))
                .filter(span::contains)
                .mapToLong(start -> start);
        return LongStream.concat(LongStream.of(span.from()), instants)
                .map(instant ->
                        own.stream().filter(life -> mayLive(life, instant)).count())
                .max()
                .orElse(0);
    }

    /** How many tasks certainly lived at every instant of {@code span}, not counting those that a fault may have taken away. */
    private long fewest(Span span) {
        LongStream instants = lives.stream()
                .flatMap(life -> life.end().stream())
                .mapToLong(End::time)
                .filter(span::contains);
        return LongStream.concat(LongStream.of(span.from(), span.to()), instants)
                .map(instant -> lives.stream()
                        .filter(life -> life.start() + scene.error() <= instant
                                && life.lastSeen() >= instant + scene.error()
                                && !scene.losses().isLost(life, instant))
                        .count())
                .min()
                .orElse(0);
    }

    private boolean mayLive(TaskLife life, long instant) {
        return life.start() - 2 * scene.error() <= instant
                && life.end().map(End::time).orElse(Long.MAX_VALUE) >= instant - 2 * scene.error();
    }
}
