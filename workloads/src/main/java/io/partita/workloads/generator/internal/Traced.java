package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import java.util.Objects;
import java.util.function.Consumer;

/** Tells every question and every event that reach a generator, and what came of them. */
public record Traced(String label, Consumer<String> to, Generator generator) implements Wrapper {

    public Traced {
        Objects.requireNonNull(label, "label is null");
        Objects.requireNonNull(to, "to is null");
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new Traced(label, to, other);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = inner(context);
        to.accept(label + " at " + context.time() + " ns: " + words(offer));
        return offer.wrap(this::with);
    }

    private static String words(Offer offer) {
        if (offer instanceof Ready ready) {
            return "offers " + ready.invocation() + " for " + ready.time() + " ns";
        }
        if (offer instanceof Pending pending) {
            return pending.until() == Long.MAX_VALUE ? "waits for an event" : "waits until " + pending.until() + " ns";
        }
        return offer instanceof Moved ? "moves on" : "is exhausted";
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = Wrapper.super.update(context, event);
        to.accept(label + " at " + context.time() + " ns: " + (updated == this ? "unchanged by " : "changed by ")
                + event);
        return updated;
    }
}
