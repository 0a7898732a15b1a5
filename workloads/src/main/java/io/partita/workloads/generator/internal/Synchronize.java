package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;

/** Waits until no operation is under way, then begins. */
public record Synchronize(Generator generator) implements Wrapper {

    public Synchronize {
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Synchronize(other);
    }

    @Override
    public Offer offer(Context context) {
        return context.isIdle() ? new Moved(generator) : Pending.FOR_EVENT;
    }
}
