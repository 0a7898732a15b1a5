package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;

/** Ends after a number of operations. */
public record Limit(long left, Generator generator) implements Wrapper {

    public Limit {
        if (left < 0) {
            throw new IllegalArgumentException("cannot limit to " + left + " operations: give 0 or more");
        }
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Limit(left, other);
    }

    @Override
    public Offer offer(Context context) {
        if (left == 0) {
            return Exhausted.INSTANCE;
        }
        Offer offer = inner(context);
        return offer instanceof Ready ready
                ? new Ready(ready.time(), ready.invocation(), new Limit(left - 1, ready.rest()))
                : offer.wrap(this::with);
    }
}
