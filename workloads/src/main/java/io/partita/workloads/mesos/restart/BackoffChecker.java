package io.partita.workloads.mesos.restart;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Checker;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Judges whether an app that fails at once every time is given its pauses. The pause after a failure is at least the
 * app's first one; how it grows and when it begins anew depends on the release, so that is told and not judged. A pause in
 * which another Marathon took over is no evidence: pauses are kept in memory only.
 */
final class BackoffChecker implements Checker {

    /** A task writes its start a little after it began, and its end a little before: pauses look longer, never shorter. */
    private static final long CLOCK_ERROR = Duration.ofMillis(30).toNanos();

    private final String app;
    private final long least;
    private final Facts facts;

    /**
     * @param app the app's id
     * @param first the shortest pause, as it really is
     */
    BackoffChecker(String app, Duration first, Facts facts) {
        this.app = app;
        this.least = first.toNanos();
        this.facts = facts;
    }

    @Override
    public String name() {
        return "back-off";
    }

    @Override
    public CheckResult check(History history, Budget budget) {
        ControlPlane control = facts.controlPlane(history);
        List<TaskLife> lives = TaskLives.of(TaskLives.of(history), app);
        Moments moments = new Moments(history);
        List<Long> pauses = new ArrayList<>();
        List<Anomaly> anomalies = new ArrayList<>();
        for (int i = 1; i < lives.size(); i++) {
            TaskLife failed = lives.get(i - 1);
            TaskLife next = lives.get(i);
            if (failed.end().isEmpty()
                    || failed.end().get().cause() != TaskLife.Cause.EXITED
                    || !control.sameMarathon(failed.start(), next.start())) {
                continue;
            }
            long pause = next.start() - failed.end().get().time();
            pauses.add(pause / 1_000_000);
            if (pause + CLOCK_ERROR < least) {
                anomalies.add(new Anomaly(
                        "app " + app + " was started again " + pause / 1_000_000 + " ms after task " + failed.task()
                                + " had failed on " + failed.node() + ", although its back-off is at least "
                                + least / 1_000_000 + " ms",
                        null,
                        Math.min(history.size() - 1, moments.at(next.start()).index()),
                        List.of(),
                        Map.of()));
            }
        }
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("failures", (long) lives.size());
        details.put("leastMs", least / 1_000_000);
        details.put("pausesMs", List.<Object>copyOf(pauses));
        if (!anomalies.isEmpty()) {
            return new CheckResult(name(), Verdict.INVALID, anomalies.get(0).headline(), anomalies, details);
        }
        String reason = pauses.isEmpty()
                ? "app " + app + " failed too seldom under one Marathon to say anything about pauses"
                : "app " + app + " failed " + lives.size() + " times and was given its pause each time, "
                        + pauses.stream().mapToLong(pause -> pause).min().orElseThrow() + " ms at least";
        return new CheckResult(name(), Verdict.VALID, reason, List.of(), details);
    }
}
