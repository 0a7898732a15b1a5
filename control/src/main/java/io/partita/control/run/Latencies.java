package io.partita.control.run;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.util.HashMap;
import java.util.Map;

/**
 * How long operations that were answered took lately: those of the last five to ten seconds. Counted in classes of
 * which each is a tenth wider than the one before. Fed by the watch's thread; any thread may ask.
 */
final class Latencies implements RunWatch.Observer {

    private static final long WINDOW_NANOS = 5_000_000_000L;
    private static final double GROWTH = Math.log(1.1);
    private static final int CLASSES = 300;
    private static final double LEAST_NANOS = 1_000;

    private final Map<Integer, Long> begun = new HashMap<>();
    private long[] before = new long[CLASSES];
    private long[] now = new long[CLASSES];
    private long windowEnd = WINDOW_NANOS;
    private boolean blind;

    @Override
    public void take(Op event) {
        if (event.isNemesis()) {
            return;
        }
        if (event.type() == OpType.INVOKE) {
            begun.put(event.process(), event.time());
            return;
        }
        Long since = begun.remove(event.process());
        if (since != null && event.type() != OpType.INFO) {
            count(event.time(), event.time() - since);
        }
    }

    private synchronized void count(long time, long latency) {
        if (time >= windowEnd) {
            before = time >= windowEnd + WINDOW_NANOS ? new long[CLASSES] : now;
            now = new long[CLASSES];
            windowEnd = time - time % WINDOW_NANOS + WINDOW_NANOS;
        }
        now[classOf(latency)]++;
    }

    @Override
    public synchronized void leftBehind() {
        blind = true;
    }

    private static int classOf(long nanos) {
        return nanos <= LEAST_NANOS
                ? 0
                : (int) Math.min(CLASSES - 1, Math.ceil(Math.log(nanos / LEAST_NANOS) / GROWTH));
    }

    /** The latency that {@code share} of the operations did not exceed, in ms; NaN if none is known. */
    synchronized double quantileMs(double share) {
        long all = 0;
        for (int i = 0; i < CLASSES; i++) {
            all += before[i] + now[i];
        }
        if (all == 0 || blind) {
            return Double.NaN;
        }
        long left = (long) Math.ceil(share * all);
        int place = -1;
        while (left > 0) {
            place++;
            left -= before[place] + now[place];
        }
        return LEAST_NANOS * Math.exp(place * GROWTH) / 1e6;
    }
}
