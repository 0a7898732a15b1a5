package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.random.RandomGenerator;

/**
 * Operations that come at times of their own, whether or not a thread is free for them: what finds none waits, and the
 * time at which it was due stays the time of its offer. After a stall, all that became due in it follow at once. So the
 * time that passes between what an operation was meant for and its end is what somebody would have felt who came then.
 *
 * @param gaps what lies between two
 * @param mean the mean of it, in ns
 * @param seed {@code null} as long as none is given
 * @param number operations so far
 * @param due when the next comes
 */
public record Arrivals(Gaps gaps, long mean, Seed seed, long number, long due, Generator generator) implements Wrapper {

    private static final long NOT_STARTED = Long.MIN_VALUE;

    /** What lies between two operations. */
    public enum Gaps {
        /** Always the same, {@code delay}. The first comes at once. */
        CONSTANT("delay"),
        /** Independent of everything, as many users together behave: exponentially distributed. */
        POISSON("poisson");

        private final String combinator;

        Gaps(String combinator) {
            this.combinator = combinator;
        }

        private long draw(long mean, RandomGenerator random) {
            return this == CONSTANT ? mean : Math.round(mean * random.nextExponential());
        }
    }

    public Arrivals {
        generator = Checked.foreign(generator);
    }

    public static Arrivals of(Gaps gaps, long mean, Generator generator) {
        return new Arrivals(gaps, mean, null, 0, NOT_STARTED, generator);
    }

    @Override
    public String name() {
        return gaps.combinator;
    }

    @Override
    public Generator with(Generator other) {
        return new Arrivals(gaps, mean, seed, number, due, other);
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        if (due == NOT_STARTED) {
            long first = gaps == Gaps.CONSTANT ? context.time() : Times.after(context.time(), gap());
            return new Moved(new Arrivals(gaps, mean, seed, number + 1, first, generator));
        }
        Offer offer = inner(context);
        if (!(offer instanceof Ready ready)) {
            return offer.wrap(this::with);
        }
        // A generator that paces itself is no queue: what it means for a certain time was not waiting since it was due
        // here.
        boolean waited = ready.time() == context.time();
        long at = waited ? due : Math.max(ready.time(), due);
        return new Ready(
                at,
                ready.invocation(),
                new Arrivals(gaps, mean, seed, number + 1, Times.after(at, gap()), ready.rest()));
    }

    private long gap() {
        return gaps.draw(mean, seed.random(number));
    }

    @Override
    public Generator seeded(Seed given) {
        Generator inside = generator.seeded(given.child(0));
        return new Arrivals(gaps, mean, seed == null ? given.child(name()) : seed, number, due, inside);
    }
}
