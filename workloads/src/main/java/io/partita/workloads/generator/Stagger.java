package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.SplittableRandom;

/**
 * Spaces operations by random intervals. The schedule is fixed by the seed; when clients are too slow for it, the next
 * operation is due at once but missed ones are not made up for, so a stall is not followed by a burst.
 */
record Stagger(long mean, long seed, long number, long due, Generator generator) implements Generator {

    static final long NOT_STARTED = Long.MIN_VALUE;

    @Override
    public Offer offer(Context context) {
        Offer offer = generator.offer(context);
        if (!(offer instanceof Ready ready)) {
            return offer;
        }
        long at = Math.max(ready.time(), due);
        long gap = new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L)).nextLong(2 * mean + 1);
        Stagger rest = new Stagger(mean, seed, number + 1, at + gap, ready.rest());
        return new Ready(at, ready.invocation(), rest);
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = generator.update(context, event);
        return updated == generator ? this : new Stagger(mean, seed, number, due, updated);
    }
}
