package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Seed;
import java.util.Objects;

/**
 * A generator whose every answer is looked at: what it offers must be possible in the situation in which it was asked.
 *
 * @param generator whose answers
 * @param seed the seed for those in it that are reached by no other; {@code null} for that of the context
 */
public record Checked(Generator generator, Seed seed) implements BuiltIn {

    public Checked {
        Objects.requireNonNull(generator, "generator is null");
    }

    /** {@code generator}, checked unless it is one of ours. */
    static Generator foreign(Generator generator) {
        Objects.requireNonNull(generator, "generator is null");
        return generator instanceof BuiltIn ? generator : new Checked(generator, null);
    }

    @Override
    public String name() {
        return generator.name();
    }

    @Override
    public Offer offer(Context context) {
        Context seen = seed == null ? context : new View(context, context.from(), context.to(), seed);
        Offer offer;
        try {
            offer = generator.offer(seen);
        } catch (RuntimeException e) {
            throw placed(e);
        }
        if (offer instanceof Ready ready) {
            require(context, ready);
        } else if (offer == null) {
            throw GeneratorException.bug(this, "offered null: Exhausted and Pending are the ways to offer nothing");
        }
        return offer.wrap(this::with);
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated;
        try {
            updated = generator.update(context, event);
        } catch (RuntimeException e) {
            throw placed(e);
        }
        if (updated == null) {
            throw GeneratorException.bug(this, "became null by an update: it should answer itself if nothing changes");
        }
        return updated == generator ? this : with(updated);
    }

    @Override
    public Generator seeded(Seed given) {
        return new Checked(generator.seeded(given), seed == null ? given : seed);
    }

    private Generator with(Generator rest) {
        return new Checked(rest, seed);
    }

    private GeneratorException placed(RuntimeException thrown) {
        if (thrown instanceof GeneratorException known) {
            return generator instanceof BuiltIn ? known : known.within(name());
        }
        return GeneratorException.thrown(this, thrown);
    }

    private void require(Context context, Ready ready) {
        Invocation invocation = ready.invocation();
        int process = invocation.process();
        if (process < 0) {
            throw lie(invocation, "processes are numbered from 0");
        }
        int thread = context.thread(process);
        if (thread < context.from() || thread >= context.to()) {
            throw lie(
                    invocation,
                    "its thread " + thread + " is not among " + View.range(context.from(), context.to())
                            + ", which it may use");
        }
        if (context.process(thread) != process) {
            throw lie(invocation, "its thread " + thread + " is process " + context.process(thread));
        }
        if (!context.isFree(thread)) {
            throw lie(invocation, "it is not free: its thread " + thread + " has an operation under way");
        }
        if (ready.time() < 0) {
            throw lie(invocation, "its time is " + ready.time() + " ns, before the run began");
        }
    }

    private GeneratorException lie(Invocation invocation, String why) {
        return GeneratorException.bug(
                this,
                "offered " + invocation.f() + " to process " + invocation.process() + ", which cannot be: " + why
                        + "; take a thread from context.freeThread and its process from context.process");
    }
}
