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
    private Outage worst;

    OutageMeter(String node) {
        this.node = node;
    }

    void see(Op op) {
        counts[op.type().ordinal()]++;
        if (op.type() == OpType.INVOKE) {
            open++;
            if (waitingSince == NOBODY_WAITS) {
                waitingSince = op.time();
            }
            return;
        }
        open = Math.max(0, open - 1);
        if (op.type() == OpType.OK) {
            worst = worseOf(worst, waiting(op.time(), true));
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
