package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;

/**
 * Several generators at once: the earliest offer wins, the others keep their state and see every event.
 *
 * @param generators the children
 * @param ties who wins among equals
 * @param shortest whether the end of one child is the end of all
 * @param seed {@code null} as long as none is given
 * @param number operations so far
 */
public record Any(List<Generator> generators, Ties ties, boolean shortest, Seed seed, long number) implements BuiltIn {

    public static Any of(List<Generator> generators, Ties ties, boolean shortest) {
        ties.requireFor(generators.size());
        return new Any(Children.foreign(generators), ties, shortest, null, 0);
    }

    @Override
    public String name() {
        return shortest ? "shortestAny" : ties.isOrdered() ? "together" : "any";
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null && !ties.isOrdered()) {
            return seeded(context.seed()).offer(context);
        }
        Soonest soonest = new Soonest();
        Ties.Draw draw = ties.draw(seed, number);
        for (int i = 0; i < generators.size(); i++) {
            Offer offer = Ask.offer(this, i, generators.get(i), context);
            if (offer instanceof Moved moved) {
                int index = i;
                return moved.wrap(rest -> with(Children.replaced(generators, index, rest), number));
            }
            if (shortest && offer instanceof Exhausted) {
                return offer;
            }
            if (offer instanceof Ready ready && soonest.isAsSoonAs(ready)) {
                if (draw.wins(i)) {
                    soonest.choose(i, ready);
                }
            } else {
                if (offer instanceof Ready ready && soonest.isLaterThan(ready)) {
                    draw.lead(i);
                }
                soonest.consider(i, offer);
            }
        }
        return soonest.answer(context, (index, rest) -> with(Children.replaced(generators, index, rest), number + 1));
    }

    @Override
    public Generator update(Context context, Op event) {
        List<Generator> updated = Children.updated(this, generators, context, event);
        return updated == generators ? this : with(updated, number);
    }

    @Override
    public Generator seeded(Seed given) {
        return new Any(
                Children.seeded(generators, given, 0),
                ties,
                shortest,
                seed == null ? given.child("any") : seed,
                number);
    }

    private Any with(List<Generator> others, long ops) {
        return new Any(others, ties, shortest, seed, ops);
    }
}
