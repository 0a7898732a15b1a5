package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;

/**
 * Ends as soon as more than a number of processes could have taken part: those there were at the beginning, and each that
 * took the place of a crashed one.
 *
 * @param before how many had crashed when this was first asked, or -1
 */
public record ProcessLimit(int limit, long before, Generator generator) implements Wrapper {

    public static final long NOT_STARTED = -1;

    public ProcessLimit {
        if (limit <= 0) {
            throw new IllegalArgumentException("cannot limit to " + limit + " processes: give 1 or more");
        }
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new ProcessLimit(limit, before, other);
    }

    @Override
    public Offer offer(Context context) {
        long crashed = 0;
        for (int thread = context.from(); thread < context.to(); thread++) {
            crashed += context.process(thread) / context.threads();
        }
        if (before == NOT_STARTED) {
            return new Moved(new ProcessLimit(limit, crashed, generator));
        }
        long processes = context.to() - context.from() + crashed - before;
        return processes > limit ? Exhausted.INSTANCE : inner(context).wrap(this::with);
    }
}
