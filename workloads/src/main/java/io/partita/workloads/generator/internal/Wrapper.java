package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;

/** A generator around one other: passes everything through unless told otherwise. */
interface Wrapper extends BuiltIn {

    /** The one inside. */
    Generator generator();

    /** The same around another. */
    Generator with(Generator other);

    /** What the one inside offers. */
    default Offer inner(Context context) {
        return Ask.offer(this, Ask.ONLY, generator(), context);
    }

    @Override
    default Offer offer(Context context) {
        return inner(context).wrap(this::with);
    }

    @Override
    default Generator update(Context context, Op event) {
        Generator updated = Ask.update(this, Ask.ONLY, generator(), context, event);
        return updated == generator() ? this : with(updated);
    }

    @Override
    default Generator seeded(Seed seed) {
        return with(generator().seeded(seed));
    }
}
