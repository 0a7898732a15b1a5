package io.partita.workloads.mesos.restart;

import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.history.History;
import io.partita.checker.liveness.Span;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.Strikes;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import io.partita.workloads.mesos.observe.TaskLife.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Tasks that were ended although nobody had a reason: we did not kill them, no fault struck their node's processes, their
 * app had no task too many, and their agent cannot have been given up, because it was never out of reach for as long as
 * that takes. No loss of masters, ZooKeeper or Marathon alone may end a task.
 */
final class NeedlessEnds {

    private final Strikes strikes;
    private final Facts facts;
    private final ControlPlane control;
    private final Moments moments;

    NeedlessEnds(History history, Facts facts, ControlPlane control, Moments moments) {
        this.strikes = Strikes.of(history);
        this.facts = facts;
        this.control = control;
        this.moments = moments;
    }

    List<Anomaly> find(List<TaskLife> lives) {
        List<Anomaly> anomalies = new ArrayList<>();
        for (AppSpec app : facts.apps()) {
            List<TaskLife> own =
                    lives.stream().filter(life -> life.app().equals(app.id())).toList();
            for (TaskLife life : own) {
                if (life.end().isPresent() && isNeedless(life, life.end().get(), own, app.instances())) {
                    anomalies.add(anomaly(life, life.end().get(), app));
                }
            }
        }
        return anomalies;
    }

    private boolean isNeedless(TaskLife life, End end, List<TaskLife> own, int instances) {
        boolean somebodys = end.cause() == Cause.TOLD || end.cause() == Cause.VANISHED;
        return somebodys && !isSurplus(life, own, instances) && !struck(life, end) && !givenUp(life, end);
    }

    /** Whether another task of the app may have lived in its place at any time since it was last seen. */
    private static boolean isSurplus(TaskLife life, List<TaskLife> own, int instances) {
        long at = life.end().map(End::time).orElseThrow();
        return own.stream()
                        .filter(other -> other.mayHaveLivedAt(life.lastSeen())
                                || other.mayHaveLivedAt(at - 1)
                                || (other.start() >= life.lastSeen() && other.start() <= at))
                        .count()
                > instances;
    }

    private boolean struck(TaskLife life, End end) {
        Span dying = new Span(life.lastSeen(), Math.max(life.lastSeen(), end.time() + 1));
        return strikes.ofEverything(life.node()).list().stream().anyMatch(span -> span.intersects(dying));
    }

    /**
     * Whether the master may have given the node's agent up at any time before: then the task may have been replaced, and is
     * ended when it comes back.
     */
    private boolean givenUp(TaskLife life, End end) {
        Duration least = facts.bounds().agentLossWindow().earliest().minus(facts.observationInterval());
        return control.wasAwayFor(life.node(), least, end.time());
    }

    private Anomaly anomaly(TaskLife life, End end, AppSpec app) {
        String how = end.cause() == Cause.TOLD ? "was ended by SIG" + end.how() : "vanished";
        return new Anomaly(
                "task " + life.task() + " on " + life.node() + " " + how + " at " + end.time() / 1_000_000
                        + " ms without a reason: app " + app.id()
                        + " had no task too many, nobody killed it, and its agent"
                        + " had not been out of reach for long enough to be given up",
                null,
                moments.eventAt(end.time()),
                List.of(),
                Map.of("app", app.id()));
    }
}
