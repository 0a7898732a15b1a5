package io.partita.workloads.mesos.apps;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.checker.liveness.Span;
import io.partita.checker.liveness.Spans;
import java.time.Duration;
import java.util.List;

/**
 * When leaders change hands, and how long one may go on answering after another took over. Immutable.
 *
 * @param bound how long both may take themselves for the leader, from the new one's first word on
 * @param turn how long it takes at least until a leader loses its leadership unasked
 * @param untilHealed whether that begins only when faults are healed: in the oldest releases a leader that is cut off from
 *     ZooKeeper does nothing about it before it is connected again
 */
record Overlap(Duration bound, Duration turn, boolean untilHealed) {

    /** How faults are called in which a leader may stand still and take itself for what it was when it goes on. */
    private static final List<String> STANDING = List.of("pause", "freeze", "swizzle");

    /** The time between two moments in which a deposed leader's clock runs: not while it is stopped. */
    long running(History history, long from, long to) {
        if (to <= from) {
            return 0;
        }
        Spans stopped = Spans.of(FaultWindow.of(history).stream()
                .filter(fault -> untilHealed || STANDING.stream().anyMatch(fault.name()::startsWith))
                .map(FaultWindow::possible)
                .toList());
        return to - from - stopped.totalWithin(new Span(from, to));
    }

    /** Whether {@code time} lies in a fault, or so soon after one that a leader it deposed may not know of it. */
    boolean nearFault(History history, long time) {
        return Spans.of(FaultWindow.of(history).stream()
                        .map(FaultWindow::possible)
                        .toList())
                .extendedBy(bound)
                .contains(time);
    }
}
