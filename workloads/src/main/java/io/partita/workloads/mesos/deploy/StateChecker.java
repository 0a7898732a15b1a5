package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.observe.FinalPhase;
import io.partita.workloads.mesos.observe.Sample;
import io.partita.workloads.mesos.observe.TaskLife;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Judges whether what Marathon acknowledged stays true: an app's token and number of instances, as the one settled leader
 * shows them, are those of the last acknowledged changes, or of changes whose outcome nobody knows; and once the app is at
 * rest in the end, all its tasks are of that token.
 */
final class StateChecker implements Checker {

    private final Facts facts;

    StateChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "acknowledged state";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Scene scene = new Scene(history, facts);
        List<Anomaly> anomalies = new ArrayList<>();
        long reads = 0;
        for (RollingApp app : facts.apps()) {
            Wanted wanted = Wanted.of(scene.changes(), app);
            Map<String, Anomaly> found = new LinkedHashMap<>();
            for (Sample<Listing> listing : scene.listings()) {
                Listing.App shown = listing.value().apps().get(app.id());
                if (shown != null && scene.isAuthentic(listing)) {
                    reads++;
                    judge(scene, app, wanted, listing, shown, found);
                }
            }
            anomalies.addAll(found.values());
            anomalies.addAll(wrongTasks(scene, app, wanted));
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("reads", reads);
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "no acknowledged change was lost or taken back: the leader was asked " + reads
                        + " times and showed the last acknowledged upgrade and number of instances each time",
                List.of(),
                details);
    }

    private static void judge(
            Scene scene,
            RollingApp app,
            Wanted wanted,
            Sample<Listing> listing,
            Listing.App shown,
            Map<String, Anomaly> found) {
        Span asked = new Span(listing.from(), listing.to());
        Set<Object> tokens = wanted.tokens(asked);
        if (!tokens.contains(shown.token())) {
            found.putIfAbsent(
                    "token " + shown.token(),
                    anomaly(scene, app, listing, Change.Kind.UPGRADE, "token " + shown.token(), tokens));
        }
        Set<Long> instances = wanted.instances(asked);
        if (!instances.contains(shown.instances())) {
            found.putIfAbsent(
                    "instances " + shown.instances(),
                    anomaly(scene, app, listing, Change.Kind.SCALE, shown.instances() + " instances", instances));
        }
    }

    private static Anomaly anomaly(
            Scene scene,
            RollingApp app,
            Sample<Listing> listing,
            Change.Kind kind,
            String shown,
            Set<? extends Object> possible) {
        Optional<Change> last = Change.of(scene.changes(), app.id()).stream()
                .filter(change -> change.kind() == kind && change.isAcknowledged())
                .filter(change -> change.ended().index() < listing.fromIndex())
                .reduce((before, after) -> after);
        String lost = last.map(change -> ", although the " + change.words() + " was acknowledged at "
                        + change.ended().time() / 1_000_000 + " ms: it was lost or taken back")
                .orElse(", which nobody asked for");
        return new Anomaly(
                "app " + app.id() + " had " + shown + " at " + listing.to() / 1_000_000 + " ms, as the leader on "
                        + listing.value().via() + " showed" + lost,
                app.id(),
                listing.index(),
                last.map(change -> List.of((long) change.ended().index())).orElse(List.of()),
                Map.of("possible", possible.stream().map(String::valueOf).toList()));
    }

    /** Tasks of another token that live when the app is at rest in the end. */
    private static List<Anomaly> wrongTasks(Scene scene, RollingApp app, Wanted wanted) {
        Optional<Sample<Listing>> rest = FinalPhase.of(scene.history())
                .flatMap(phase -> scene.listings().stream()
                        .filter(listing -> listing.fromIndex() > phase.begun().index())
                        .filter(listing -> listing.value().isAtRest(List.of(app)))
                        .filter(scene::isAuthentic)
                        .findFirst());
        if (rest.isEmpty()) {
            return List.of();
        }
        long at = rest.get().to() + scene.error();
        Set<Object> tokens = wanted.tokens(new Span(rest.get().from(), at));
        List<Anomaly> anomalies = new ArrayList<>();
        for (TaskLife life : scene.lives(app)) {
            Optional<String> token = scene.token(life);
            if (life.livedAt(at)
                    && token.isPresent()
                    && !tokens.contains(token.get())
                    && !scene.losses().isLost(life, at)) {
                anomalies.add(new Anomaly(
                        "task " + life.task() + " on " + life.node() + " still was of " + token.get()
                                + " when app " + app.id() + " was at rest at " + at / 1_000_000
                                + " ms, although the last acknowledged upgrade was to " + tokens,
                        app.id(),
                        scene.moments().eventAt(at),
                        List.of(),
                        Map.of("version", life.version())));
            }
        }
        return anomalies;
    }
}
