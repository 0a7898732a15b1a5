package io.partita.workloads.generator;

import io.partita.checker.history.Op;

/** Ends when an operation would begin later than the limit; the clock starts at the first operation taken. */
record TimeLimit(long limit, long end, Generator generator) implements Generator {

    static final long NOT_STARTED = Long.MIN_VALUE;

    @Override
    public Offer offer(Context context) {
        long cutOff = end == NOT_STARTED ? context.time() + limit : end;
        if (context.time() >= cutOff) {
            return Exhausted.INSTANCE;
        }
        Offer offer = generator.offer(context);
        if (!(offer instanceof Ready ready)) {
            return offer;
        }
        return ready.time() >= cutOff
                ? Exhausted.INSTANCE
                : new Ready(ready.time(), ready.invocation(), new TimeLimit(limit, cutOff, ready.rest()));
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = generator.update(context, event);
        return updated == generator ? this : new TimeLimit(limit, end, updated);
    }
}
