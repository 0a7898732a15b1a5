package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * A generator for each thread, made when it is first known how many threads there are.
 *
 * @param generators the one for a thread
 * @param seed {@code null} as long as none is given
 */
public record EachThread(IntFunction<? extends Generator> generators, Seed seed) implements BuiltIn {

    public EachThread {
        Objects.requireNonNull(generators, "generators is null");
    }

    @Override
    public Offer offer(Context context) {
        Seed source = seed == null ? context.seed() : seed;
        List<Integer> bounds = new ArrayList<>();
        List<Generator> made = new ArrayList<>();
        for (int thread = context.from(); thread < context.to(); thread++) {
            bounds.add(thread);
            made.add(Checked.foreign(generators.apply(thread)).seeded(source.child(thread)));
        }
        bounds.add(context.to());
        return new Moved(new Split(name(), List.copyOf(bounds), List.copyOf(made)));
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new EachThread(generators, given) : this;
    }
}
