package io.partita.workloads.mesos.deploy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import io.partita.workloads.mesos.observe.TaskLife.End;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges whether apps keep within their capacity all the time. Not states are judged but acts: whoever ends a task must leave
 * at least ⌈N·minimumHealthCapacity⌉ of the app alive, and whoever starts one must not make them more than
 * ⌊N·(1+maximumOverCapacity)⌋, N being any number of instances that may have been wanted then.
 *
 * <p>Every doubt is in favour of the system. Times that tasks wrote are taken with their error, so that when a task ends, all
 * count as alive that may have lived just afterwards, and when one starts, only those that certainly still did. A task that a
 * fault may have taken away counts as alive for the first, because Marathon may end others while it believes in that one, and
 * as absent for the second, because Marathon replaces it. A start may have been decided for a number of instances that was
 * wanted as long before as a start may take.
 */
final class CapacityChecker implements Checker {

    private final Facts facts;

    CapacityChecker(Facts facts) {
        this.facts = facts;
    }

    @Override
    public String name() {
        return "capacity";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        Scene scene = new Scene(history, facts);
        List<Anomaly> anomalies = new ArrayList<>();
        Map<String, Object> details = new LinkedHashMap<>();
        List<String> words = new ArrayList<>();
        for (RollingApp app : facts.apps()) {
            Judging judging = new Judging(scene, app);
            judging.judge();
            anomalies.addAll(judging.anomalies.values());
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("started", judging.starts);
            figures.put("ended", judging.ends);
            figures.put("leastAliveBeyondMinimum", judging.ends == 0 ? null : judging.scarcest);
            figures.put("leastRoomBelowMaximum", judging.starts == 0 ? null : judging.fullest);
            details.put(app.id(), figures);
            words.add("app " + app.id() + " (" + judging.ends + " tasks ended, " + judging.starts + " started)");
        }
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        return new CheckResult(
                name(),
                Verdict.VALID,
                "enough tasks lived all the time, and never too many, of " + String.join(" and ", words),
                List.of(),
                details);
    }

    /** The judgement of one app. */
    private final class Judging {

        private final Scene scene;
        private final RollingApp app;
        private final List<TaskLife> lives;
        private final Wanted wanted;
        /** By what they have in common: one change is accused once for each bound, of its worst moment. */
        private final Map<String, Anomaly> anomalies = new LinkedHashMap<>();

        private final Map<String, Long> worst = new LinkedHashMap<>();

        long starts;
        long ends;
        long scarcest = Long.MAX_VALUE;
        long fullest = Long.MAX_VALUE;

        Judging(Scene scene, RollingApp app) {
            this.scene = scene;
            this.app = app;
            this.lives = scene.lives(app);
            this.wanted = Wanted.of(scene.changes(), app);
        }

        void judge() {
            for (TaskLife life : lives) {
                if (life.start() >= 0 && !scene.losses().isLost(life, life.start())) {
                    starts++;
                    started(life);
                }
                life.end()
                        .filter(end -> end.cause() == Cause.TOLD)
                        // Before the run the apps were being made: nothing was promised of them yet.
                        .filter(end -> end.time() >= 0)
                        .filter(end -> !scene.losses().isLost(life, end.time()))
                        .ifPresent(end -> {
                            ends++;
                            ended(life, end);
                        });
            }
        }

        private void ended(TaskLife life, End end) {
            long at = end.time() + scene.error();
            long alive = lives.stream()
                    .filter(other -> !other.equals(life) && mayCount(other, end.time(), at))
                    .count();
            int instances = wanted.fewest(new Span(end.time() - scene.error(), at));
            int least = app.least(instances);
            scarcest = Math.min(scarcest, alive - least);
            if (alive < least) {
                accuse(
                        "below",
                        end.time(),
                        least - alive,
                        "app " + app.id() + " was left with " + tasks(alive) + " at " + millis(end.time())
                                + ", fewer than the " + least + " that minimumHealthCapacity "
                                + app.minimumHealthCapacity() + " of " + instances
                                + " instances demands, when task " + life.task() + " on " + life.node()
                                + " was ended",
                        Map.of("alive", alive, "least", (long) least, "instances", (long) instances));
            }
        }

        /** Whether it may have lived just after {@code time}, or Marathon may have believed so. */
        private boolean mayCount(TaskLife life, long time, long at) {
            if (life.start() - scene.error() > at) {
                return false;
            }
            return life.end().map(End::time).orElse(Long.MAX_VALUE) > time
                    || scene.losses().isLost(life, at);
        }

        private void started(TaskLife life) {
            long at = life.start() + scene.error();
            long alive = lives.stream()
                    .filter(other -> other.start() <= life.start()
                            && other.lastSeen() >= at + scene.error()
                            && !scene.losses().isLost(other, at))
                    .count();
            long since = life.start() - facts.bounds().launchBound().toNanos();
            int instances = wanted.greatest(new Span(since, at));
            int most = app.most(instances);
            fullest = Math.min(fullest, most - alive);
            if (alive > most) {
                accuse(
                        "above",
                        life.start(),
                        alive - most,
                        "app " + app.id() + " had " + tasks(alive) + " at " + millis(life.start())
                                + ", more than the " + most + " that maximumOverCapacity "
                                + app.maximumOverCapacity() + " of " + instances
                                + " instances allows, when task " + life.task() + " began on " + life.node(),
                        Map.of("alive", alive, "most", (long) most, "instances", (long) instances));
            }
        }

        private void accuse(String bound, long time, long by, String headline, Map<String, Object> figures) {
            String change = Change.of(scene.changes(), app.id()).stream()
                    .filter(each -> each.mayHaveHappened() && each.begun().time() <= time)
                    .reduce((before, after) -> after)
                    .map(Change::words)
                    .orElse("set-up");
            String subject = bound + " " + change;
            if (by > worst.getOrDefault(subject, 0L)) {
                worst.put(subject, by);
                anomalies.put(
                        subject,
                        new Anomaly(
                                headline + " (last change: " + change + ")",
                                app.id(),
                                scene.moments().eventAt(time),
                                List.of(),
                                figures));
            }
        }
    }

    private static String tasks(long number) {
        return number == 1 ? "1 living task" : number + " living tasks";
    }

    private static String millis(long time) {
        return time / 1_000_000 + " ms";
    }
}
