package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;

/** Keeps events away. */
public record IgnoreUpdates(Generator generator) implements Wrapper {

    public IgnoreUpdates {
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new IgnoreUpdates(other);
    }

    @Override
    public Generator update(Context context, Op event) {
        return this;
    }
}
