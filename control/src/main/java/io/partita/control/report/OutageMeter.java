package io.partita.control.report;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.control.report.Availability.NodeAvailability;
import io.partita.control.report.Availability.Outage;

/** Measures the outages of one node, event by event. Not thread-safe. */
final class OutageMeter {

    private static final long NOBODY_WAITS = -1;

    private final String node;
    private final long[] counts = new long[OpType.values().length];
    private long open;
    private long waitingSince = NOBODY_WAITS;
    private long lastSuccess;
    private Outage worst;

    OutageMeter(String node) {
        this.node = node;
    }

    /** Takes the next event; if it is an invocation, whoever wanted it has waited since {@code scheduled}, ns since the run began. */
    void see(Op op, long scheduled) {
        counts[op.type().ordinal()]++;
        if (op.type() == OpType.INVOKE) {
            open++;
            long since = Math.max(lastSuccess, scheduled);
            waitingSince = waitingSince == NOBODY_WAITS ? since : Math.min(waitingSince, since);
            return;
        }
        open = Math.max(0, open - 1);
        if (op.type() == OpType.OK) {
            worst = worseOf(worst, waiting(op.time(), true));
            lastSuccess = op.time();
            waitingSince = open > 0 ? op.time() : NOBODY_WAITS;
        }
    }

    /** What has been measured until {@code at}, in ns since the run began; an outage that goes on then counts so far. */
    NodeAvailability at(long at) {
        return new NodeAvailability(
                node,
                counts[OpType.OK.ordinal()],
                counts[OpType.FAIL.ordinal()],
                counts[OpType.INFO.ordinal()],
                worseOf(worst, waiting(at, false)));
    }

    private Outage waiting(long to, boolean ended) {
        return waitingSince == NOBODY_WAITS ? null : new Outage(node, waitingSince, Math.max(waitingSince, to), ended);
    }

    private static Outage worseOf(Outage known, Outage other) {
        return known == null || other != null && other.nanos() > known.nanos() ? other : known;
    }
}
