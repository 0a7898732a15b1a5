package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.Objects;

/**
 * Begins anew, on one thread, whenever that becomes another process.
 *
 * @param fresh what begins
 * @param seed of process p its child p is the seed
 * @param process who runs {@code current}, or -1
 * @param current what is left for that process
 */
public record EachProcess(Generator fresh, Seed seed, int process, Generator current) implements BuiltIn {

    public EachProcess {
        Objects.requireNonNull(fresh, "generator is null");
    }

    /** The same for every thread. */
    public static Generator onEveryThread(Generator fresh) {
        return new EachThread(thread -> new EachProcess(Checked.foreign(fresh), null, -1, null), null);
    }

    @Override
    public Offer offer(Context context) {
        int here = context.process(context.from());
        if (here == process) {
            return Ask.offer(this, Ask.ONLY, current, context).wrap(this::with);
        }
        Seed source = seed == null ? context.seed() : seed;
        return new Moved(new EachProcess(fresh, source, here, fresh.seeded(source.child(here))));
    }

    @Override
    public Generator update(Context context, Op event) {
        if (current == null) {
            return this;
        }
        Generator updated = Ask.update(this, Ask.ONLY, current, context, event);
        return updated == current ? this : with(updated);
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new EachProcess(fresh, given, process, current) : this;
    }

    private Generator with(Generator rest) {
        return new EachProcess(fresh, seed, process, rest);
    }
}
