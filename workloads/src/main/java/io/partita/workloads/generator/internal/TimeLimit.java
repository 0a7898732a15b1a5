package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;

/** Ends when an operation would begin later than the limit; the clock starts when it is first asked. */
public record TimeLimit(long limit, long end, Generator generator) implements Wrapper {

    public static final long NOT_STARTED = Long.MIN_VALUE;

    public TimeLimit {
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new TimeLimit(limit, end, other);
    }

    @Override
    public Offer offer(Context context) {
        if (end == NOT_STARTED) {
            return new Moved(new TimeLimit(limit, Times.after(context.time(), limit), generator));
        }
        if (context.time() >= end) {
            return Exhausted.INSTANCE;
        }
        Offer offer = inner(context);
        if (offer instanceof Ready ready && ready.time() >= end) {
            return Exhausted.INSTANCE;
        }
        return offer instanceof Pending pending && pending.until() > end ? new Pending(end) : offer.wrap(this::with);
    }
}
