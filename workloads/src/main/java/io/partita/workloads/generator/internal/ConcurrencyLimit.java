package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;

/**
 * At most a number of operations at once.
 *
 * @param underWay those that have begun and not ended
 */
public record ConcurrencyLimit(int limit, Generator generator, OwnOperations underWay) implements Wrapper {

    public ConcurrencyLimit {
        if (limit <= 0) {
            throw new IllegalArgumentException("cannot limit to " + limit + " operations at once: give 1 or more");
        }
        generator = Checked.foreign(generator);
    }

    public static ConcurrencyLimit of(int limit, Generator generator) {
        return new ConcurrencyLimit(limit, generator, OwnOperations.NONE);
    }

    @Override
    public Generator with(Generator other) {
        return new ConcurrencyLimit(limit, other, underWay);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = inner(context);
        if (!(offer instanceof Ready ready)) {
            return offer.wrap(this::with);
        }
        OwnOperations more = underWay.begun(ready.invocation().process());
        return more.size() > limit ? Pending.FOR_EVENT : offer.wrap(rest -> new ConcurrencyLimit(limit, rest, more));
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = Ask.update(this, Ask.ONLY, generator, context, event);
        if (underWay.areEndedBy(event)) {
            return new ConcurrencyLimit(limit, updated, underWay.ended(event.process()));
        }
        return updated == generator ? this : with(updated);
    }
}
