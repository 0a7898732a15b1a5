package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import java.util.Objects;
import java.util.function.Predicate;

/** No operation, until an event comes that it waits for. */
public record Await(Predicate<Op> awaited) implements BuiltIn {

    public Await {
        Objects.requireNonNull(awaited, "awaited is null");
    }

    @Override
    public Offer offer(Context context) {
        return Pending.FOR_EVENT;
    }

    @Override
    public Generator update(Context context, Op event) {
        return awaited.test(event) ? Nothing.INSTANCE : this;
    }
}
