package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import java.util.Objects;
import java.util.function.Predicate;

/** Operations until an event says that it is enough. */
public record Until(Predicate<Op> enough, Generator generator) implements Wrapper {

    public Until {
        Objects.requireNonNull(enough, "enough is null");
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Until(enough, other);
    }

    @Override
    public Generator update(Context context, Op event) {
        return enough.test(event) ? Nothing.INSTANCE : Wrapper.super.update(context, event);
    }
}
