package io.partita.workloads.mesos.restart;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Moment;
import io.partita.checker.liveness.Obligation;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.AppSpec;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.Moments;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLives;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an app owes because tasks die, get lost and come back. Over the whole run the tasks are counted that live on nodes
 * that the leading master reaches. Each time the count falls below the number of instances, one of them is owed; each time
 * it rises, the one that is due first is paid. A task that dies on a node in reach is due soon; one that is out of reach must
 * first be given up by Mesos. In the same way each task too many is owed to be ended.
 *
 * <p>Counting instead of naming pairs keeps the judgement honest: whichever replacement belongs to whichever death, no
 * system that replaces all of them in time can be accused.
 */
final class Capacity {

    static final String REPLACEMENT = "replacement";
    static final String LOSS = "replacement of lost tasks";
    static final String SURPLUS = "end of surplus";

    private final AppSpec app;
    private final Facts facts;
    private final ControlPlane control;
    private final Moments moments;

    private final List<Obligation> obligations = new ArrayList<>();
    private final List<Obligation> missing = new ArrayList<>();
    private final List<Obligation> surplus = new ArrayList<>();
    private final List<Span> below = new ArrayList<>();

    private Capacity(AppSpec app, Facts facts, ControlPlane control, Moments moments) {
        this.app = app;
        this.facts = facts;
        this.control = control;
        this.moments = moments;
    }

    /** Something that changes the count. */
    private record Change(long time, int by, String node, TaskLife life) {}

    /**
     * What became of an app.
     *
     * @param obligations everything that it owed
     * @param below when it had fewer tasks in reach than instances
     */
    record Result(List<Obligation> obligations, Spans below) {}

    /** @param lives those of all tasks in {@code history} */
    static Result of(History history, List<TaskLife> lives, AppSpec app, Facts facts, ControlPlane control) {
        return new Capacity(app, facts, control, new Moments(history)).judge(history, TaskLives.of(lives, app.id()));
    }

    private Result judge(History history, List<TaskLife> lives) {
        List<Change> changes = changes(lives);
        int count = 0;
        long belowSince = -1;
        boolean begun = false;
        for (Change change : changes) {
            int before = count;
            count += change.by;
            // Until all run for the first time, nothing has died yet: the workload waited for that before the run
            // began.
            begun |= count >= app.instances();
            if (begun) {
                step(change, before, count);
            }
            if (begun && count < app.instances() && belowSince < 0) {
                belowSince = change.time;
            } else if (count >= app.instances() && belowSince >= 0) {
                below.add(new Span(belowSince, change.time));
                belowSince = -1;
            }
        }
        long end = Moment.endOf(history).time();
        if (belowSince >= 0 && belowSince < end) {
            below.add(new Span(belowSince, end));
        }
        obligations.addAll(missing);
        obligations.addAll(surplus);
        return new Result(obligations, Spans.of(below));
    }

    private void step(Change change, int before, int count) {
        if (change.by < 0 && count < app.instances()) {
            missing.add(change.life == null ? lost(change) : died(change));
        } else if (change.by > 0 && before < app.instances()) {
            pay(missing, change.time);
        } else if (change.by > 0) {
            surplus.add(tooMany(change));
        } else {
            pay(surplus, change.time);
        }
    }

    /** One that is due earliest is met; all clocks stand still at the same times, so the order of deadlines is fixed. */
    private void pay(List<Obligation> owed, long time) {
        owed.stream()
                .min(Comparator.comparingLong(
                        one -> one.since().time() + one.bound().toNanos()))
                .ifPresent(first -> {
                    owed.remove(first);
                    obligations.add(first.metAt(moments.at(time)));
                });
    }

    private Obligation died(Change change) {
        TaskLife life = change.life;
        String how = life.end()
                .map(end -> switch (end.cause()) {
                    case STRUCK -> "killed";
                    case TOLD -> "ended by a signal";
                    case EXITED -> "ended by itself";
                    case VANISHED -> "gone";
                })
                .orElse("gone");
        return Obligation.of(
                REPLACEMENT,
                "app " + app.id(),
                "task " + life.task() + ", " + how + " on " + life.node() + ", was not replaced",
                moments.at(change.time),
                facts.bounds().launchBound());
    }

    private Obligation lost(Change change) {
        Duration soon = facts.bounds().lossReplacementBound();
        boolean sameMaster = control.sameMaster(change.time, change.time + soon.toNanos());
        return Obligation.of(
                LOSS,
                "app " + app.id(),
                "a task of " + app.id() + " on " + change.node + ", which was out of reach, was not replaced",
                moments.at(change.time),
                sameMaster ? soon : facts.bounds().lossAfterFailoverBound());
    }

    private Obligation tooMany(Change change) {
        return Obligation.of(
                SURPLUS,
                "app " + app.id(),
                "of app " + app.id() + " more than " + app.instances() + " tasks lived, one of them since it "
                        + (change.life == null ? "came back into reach" : "began") + " on " + change.node
                        + ", and it was not ended",
                moments.at(change.time),
                facts.bounds().surplusBound());
    }

    private List<Change> changes(List<TaskLife> lives) {
        Map<String, List<TaskLife>> byNode = new LinkedHashMap<>();
        lives.forEach(life ->
                byNode.computeIfAbsent(life.node(), node -> new ArrayList<>()).add(life));
        List<Change> changes = new ArrayList<>();
        byNode.forEach((node, own) -> own.forEach(life -> changes(life, control.unreachable(node), changes)));
        // What ends comes before what begins at the same time.
        changes.sort(Comparator.comparingLong(Change::time).thenComparingInt(Change::by));
        return changes;
    }

    /** When {@code life} begins to count and ceases to: with it, or with its node's being in reach. */
    private static void changes(TaskLife life, Spans unreachable, List<Change> changes) {
        long end = life.end().map(TaskLife.End::time).orElse(Long.MAX_VALUE);
        Spans counted = unreachable.complement(new Span(life.start(), Math.max(life.start(), end)));
        for (Span span : counted.list()) {
            changes.add(new Change(span.from(), 1, life.node(), span.from() == life.start() ? life : null));
            if (span.to() != Long.MAX_VALUE) {
                changes.add(new Change(span.to(), -1, life.node(), span.to() == end ? life : null));
            }
        }
    }
}
