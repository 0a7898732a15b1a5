package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.function.LongFunction;

/** A fresh generator whenever the one before is exhausted. */
record Cycle(long round, Generator current, LongFunction<Generator> rounds) implements Generator {

    /** How many generators in a row may turn out empty before the cycle counts as exhausted. */
    private static final int EMPTY_ROUNDS = 16;

    @Override
    public Offer offer(Context context) {
        long number = round;
        Generator generator = current;
        for (int tries = 0; tries < EMPTY_ROUNDS; tries++) {
            Offer offer = generator.offer(context);
            if (offer instanceof Ready ready) {
                return new Ready(ready.time(), ready.invocation(), new Cycle(number, ready.rest(), rounds));
            }
            if (offer instanceof Pending) {
                return offer;
            }
            number++;
            generator = rounds.apply(number);
        }
        return Exhausted.INSTANCE;
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = current.update(context, event);
        return updated == current ? this : new Cycle(round, updated, rounds);
    }
}
