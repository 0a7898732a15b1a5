package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import java.util.function.Predicate;

/** Operations until an event says that it is enough. */
record Until(Predicate<Op> enough, Generator generator) implements Generator {

    @Override
    public Offer offer(Context context) {
        Offer offer = generator.offer(context);
        return offer instanceof Ready ready
                ? new Ready(ready.time(), ready.invocation(), new Until(enough, ready.rest()))
                : offer;
    }

    @Override
    public Generator update(Context context, Op event) {
        if (enough.test(event)) {
            return Generators.none();
        }
        Generator updated = generator.update(context, event);
        return updated == generator ? this : new Until(enough, updated);
    }
}
