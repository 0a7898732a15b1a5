package io.partita.workloads.generator;

import io.partita.checker.history.Op;

/** Ends after a number of operations. */
record Limit(long left, Generator generator) implements Generator {

    @Override
    public Offer offer(Context context) {
        if (left == 0) {
            return Exhausted.INSTANCE;
        }
        Offer offer = generator.offer(context);
        return offer instanceof Ready ready
                ? new Ready(ready.time(), ready.invocation(), new Limit(left - 1, ready.rest()))
                : offer;
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = generator.update(context, event);
        return updated == generator ? this : new Limit(left, updated);
    }
}
