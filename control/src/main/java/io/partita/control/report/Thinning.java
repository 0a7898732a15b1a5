package io.partita.control.report;

import io.partita.control.store.RunSummary;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Which operations a page carries. All of them up to a limit that browsers bear; beyond it, of every so many
 * consecutive operations the slowest, and every operation that an anomaly names. Maxima are thus never lost.
 */
final class Thinning {

    /** A page of this many operations takes about 25 MB. */
    static final int LIMIT = 1_000_000;

    private final int[] kept;
    private final int every;

    private Thinning(int[] kept, int every) {
        this.kept = kept;
        this.every = every;
    }

    static Thinning of(RunSummary run, Operations operations, int limit) {
        int every = Math.max(1, (operations.size() + limit - 1) / limit);
        BitSet kept = new BitSet(operations.size());
        for (int from = 0; from < operations.size(); from += every) {
            int slowest = from;
            for (int i = from + 1; i < Math.min(from + every, operations.size()); i++) {
                if (operations.latencyNanos(i) > operations.latencyNanos(slowest)) {
                    slowest = i;
                }
            }
            kept.set(slowest);
        }
        run.checkers()
                .values()
                .forEach(result -> result.anomalies().forEach(anomaly -> {
                    keep(kept, operations.ofEvent(anomaly.opIndex()));
                    anomaly.relatedIndices().forEach(index -> keep(kept, operations.ofEvent(index)));
                }));
        return new Thinning(kept.stream().toArray(), every);
    }

    private static void keep(BitSet kept, int operation) {
        if (operation >= 0) {
            kept.set(operation);
        }
    }

    /** Number of operations kept. */
    int size() {
        return kept.length;
    }

    /** One in how many is kept; 1 for all. */
    int every() {
        return every;
    }

    /** The operation at this position among those kept. */
    int operation(int position) {
        return kept[position];
    }

    /** The position of an operation among those kept, or -1. */
    int position(int operation) {
        return Math.max(-1, Arrays.binarySearch(kept, operation));
    }
}
