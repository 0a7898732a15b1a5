package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Seed;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A generator that somebody else delivers later; nothing until then.
 *
 * @param seed {@code null} as long as none is given
 */
public record Promised(CompletableFuture<? extends Generator> promise, Seed seed) implements BuiltIn {

    public Promised {
        Objects.requireNonNull(promise, "promise is null");
    }

    @Override
    public Offer offer(Context context) {
        if (!promise.isDone()) {
            return Pending.INSTANCE;
        }
        return new Moved(delivered().seeded(seed == null ? context.seed() : seed));
    }

    private Generator delivered() {
        Generator generator;
        try {
            generator = promise.join();
        } catch (CompletionException | CancellationException e) {
            throw GeneratorException.bug(this, "what was promised never comes: " + e.getMessage());
        }
        if (generator == null) {
            throw GeneratorException.bug(this, "null was delivered: deliver Generators.none() to end it");
        }
        return Checked.foreign(generator);
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Promised(promise, given) : this;
    }
}
