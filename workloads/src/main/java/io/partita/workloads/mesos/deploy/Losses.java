package io.partita.workloads.mesos.deploy;

import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import io.partita.workloads.mesos.observe.ControlPlane;
import io.partita.workloads.mesos.observe.TaskLife;
import io.partita.workloads.mesos.observe.TaskLife.Cause;
import io.partita.workloads.mesos.observe.TaskLife.End;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which tasks a fault may have taken from Marathon, and when: those whose agent was out of reach for so long that it may have
 * been given up, and those that died without being told to. A task counts as lost from then on until all consequences must be
 * over: its replacement, and its own end if it came back. Not thread-safe.
 */
final class Losses {

    private final ControlPlane control;
    private final long least;
    private final Duration aftermath;
    private final Map<TaskLife, Spans> known = new HashMap<>();

    /**
     * @param least an agent that was away for less was not given up
     * @param aftermath how long the consequences may take after its return
     */
    Losses(ControlPlane control, Duration least, Duration aftermath) {
        this.control = control;
        this.least = Math.max(0, least.toNanos());
        this.aftermath = aftermath;
    }

    /** Whether {@code life} may count as lost at {@code time}. */
    boolean isLost(TaskLife life, long time) {
        return known.computeIfAbsent(life, this::lost).contains(time);
    }

    /** Whether it may count as lost at some instant of {@code span}. */
    boolean isLost(TaskLife life, Span span) {
        return known.computeIfAbsent(life, this::lost).totalWithin(span) > 0;
    }

    private Spans lost(TaskLife life) {
        long end = life.end().map(End::time).orElse(Long.MAX_VALUE);
        Span lived = new Span(life.start(), Math.max(life.start(), end));
        List<Span> lost = new ArrayList<>();
        for (Span away : control.unreachable(life.node()).list()) {
            if (away.length() >= least && away.intersects(lived)) {
                lost.add(away);
            }
        }
        if (life.end().isPresent() && life.end().get().cause() != Cause.TOLD) {
            lost.add(new Span(Math.min(life.lastSeen(), end), end + 1));
        }
        return Spans.of(lost).extendedBy(aftermath);
    }
}
