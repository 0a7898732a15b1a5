package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.SplittableRandom;

/**
 * Spaces operations by random intervals. The schedule is fixed by the seed; when clients are too slow for it, the next
 * operation is due at once but missed ones are not made up for, so a stall is not followed by a burst.
 *
 * @param seed {@code null} as long as none is given
 */
public record Stagger(long mean, Seed seed, long number, long due, Generator generator) implements Wrapper {

    public static final long NOT_STARTED = Long.MIN_VALUE;

    public Stagger {
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Stagger(mean, seed, number, due, other);
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        Offer offer = inner(context);
        if (!(offer instanceof Ready ready)) {
            return offer.wrap(this::with);
        }
        long at = Math.max(ready.time(), due);
        long gap = new SplittableRandom(seed.value() ^ (number * 0x9E3779B97F4A7C15L)).nextLong(2 * mean + 1);
        return new Ready(
                at, ready.invocation(), new Stagger(mean, seed, number + 1, Times.after(at, gap), ready.rest()));
    }

    @Override
    public Generator seeded(Seed given) {
        Generator inside = generator.seeded(given.child(0));
        return new Stagger(mean, seed == null ? given.child("stagger") : seed, number, due, inside);
    }
}
