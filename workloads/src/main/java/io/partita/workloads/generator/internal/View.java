package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;

/** A situation as a generator sees it that may use some threads only: the others are busy for it. */
record View(Generator.Context context, int from, int to, Seed seed) implements Within {

    /** {@code context} for threads {@code from} (inclusive) to {@code to} (exclusive). */
    static View of(Generator.Context context, int from, int to) {
        return new View(context, from, to, context.seed());
    }

    /** In words, {@code threads 3 to 5}. */
    static String range(int from, int to) {
        return to - from == 1 ? "thread " + from : "threads " + from + " to " + (to - 1);
    }

    @Override
    public boolean isFree(int thread) {
        return thread >= from && thread < to && context.isFree(thread);
    }

    @Override
    public boolean isIdle() {
        for (int thread = from; thread < to; thread++) {
            if (!context.isFree(thread)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int freeThread(int low, int high) {
        int lowest = Math.max(low, from);
        int highest = Math.min(high, to);
        return lowest < highest ? context.freeThread(lowest, highest) : -1;
    }
}
