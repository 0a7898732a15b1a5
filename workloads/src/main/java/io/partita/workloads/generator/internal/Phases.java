package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;

/**
 * Generators in order.
 *
 * @param first the number of the first that is left
 * @param left those that are not exhausted yet
 * @param barrier whether the next begins only when no operation is under way
 */
public record Phases(int first, List<Generator> left, boolean barrier) implements BuiltIn {

    public static Phases of(List<Generator> generators, boolean barrier) {
        return new Phases(0, Children.foreign(generators), barrier);
    }

    @Override
    public String name() {
        return barrier ? "phases" : "concat";
    }

    @Override
    public Offer offer(Context context) {
        if (left.isEmpty()) {
            return Exhausted.INSTANCE;
        }
        Offer offer = Ask.offer(this, first, left.get(0), context);
        if (!(offer instanceof Exhausted)) {
            return offer.wrap(this::withHead);
        }
        if (left.size() == 1) {
            return offer;
        }
        return barrier && !context.isIdle()
                ? Pending.FOR_EVENT
                : new Moved(new Phases(first + 1, left.subList(1, left.size()), barrier));
    }

    @Override
    public Generator update(Context context, Op event) {
        if (left.isEmpty()) {
            return this;
        }
        Generator updated = Ask.update(this, first, left.get(0), context, event);
        return updated == left.get(0) ? this : withHead(updated);
    }

    @Override
    public Generator seeded(Seed seed) {
        return new Phases(first, Children.seeded(left, seed, first), barrier);
    }

    private Phases withHead(Generator head) {
        return new Phases(first, Children.replaced(left, 0, head), barrier);
    }
}
