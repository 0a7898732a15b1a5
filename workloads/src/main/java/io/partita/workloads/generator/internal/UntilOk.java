package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.generator.Generator;

/**
 * Operations until one of them, and not somebody else's, ends as ok.
 *
 * @param underWay those that have begun and not ended
 */
public record UntilOk(Generator generator, OwnOperations underWay) implements Wrapper {

    public UntilOk {
        generator = Checked.foreign(generator);
    }

    public static UntilOk of(Generator generator) {
        return new UntilOk(generator, OwnOperations.NONE);
    }

    @Override
    public Generator with(Generator other) {
        return new UntilOk(other, underWay);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = inner(context);
        return offer instanceof Ready ready
                ? ready.wrap(rest ->
                        new UntilOk(rest, underWay.begun(ready.invocation().process())))
                : offer.wrap(this::with);
    }

    @Override
    public Generator update(Context context, Op event) {
        boolean own = underWay.areEndedBy(event);
        if (own && event.type() == OpType.OK) {
            return Nothing.INSTANCE;
        }
        Generator updated = Ask.update(this, Ask.ONLY, generator, context, event);
        if (own) {
            return new UntilOk(updated, underWay.ended(event.process()));
        }
        return updated == generator ? this : with(updated);
    }
}
