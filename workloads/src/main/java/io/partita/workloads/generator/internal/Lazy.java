package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A generator that is made when it is first asked.
 *
 * @param seed {@code null} as long as none is given
 */
public record Lazy(Supplier<? extends Generator> supplier, Seed seed) implements BuiltIn {

    public Lazy {
        Objects.requireNonNull(supplier, "supplier is null");
    }

    @Override
    public Offer offer(Context context) {
        return new Moved(Checked.foreign(supplier.get()).seeded(seed == null ? context.seed() : seed));
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Lazy(supplier, given) : this;
    }
}
