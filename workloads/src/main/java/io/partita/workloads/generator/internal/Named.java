package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;

/** A name for messages and for the sub-seed: what is named draws the same wherever it stands among its siblings. */
public record Named(String name, Generator generator) implements Wrapper {

    public Named {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of a generator is empty");
        }
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Named(name, other);
    }

    @Override
    public Generator seeded(Seed seed) {
        return with(generator.seeded(seed.child(name)));
    }
}
