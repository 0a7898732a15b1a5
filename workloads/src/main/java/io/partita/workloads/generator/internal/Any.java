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
        Ready earliest = null;
        int winner = -1;
        long until = -1;
        Ties.Draw draw = ties.draw(seed, number);
        for (int i = 0; i < generators.size(); i++) {
            Offer offer = Ask.offer(this, i, generators.get(i), context);
            if (offer instanceof Ready ready) {
                if (earliest == null || ready.time() < earliest.time()) {
                    draw.lead(i);
                    earliest = ready;
                    winner = i;
                } else if (ready.time() == earliest.time() && draw.wins(i)) {
                    earliest = ready;
                    winner = i;
                }
            } else if (offer instanceof Pending pending) {
                until = until < 0 ? pending.until() : Math.min(until, pending.until());
            } else if (offer instanceof Moved moved) {
                int index = i;
                return moved.wrap(rest -> with(Children.replaced(generators, index, rest), number));
            } else if (shortest) {
                return offer;
            }
        }
        if (earliest == null) {
            return until < 0 ? Exhausted.INSTANCE : new Pending(until);
        }
        List<Generator> rest = Children.replaced(generators, winner, earliest.rest());
        return new Ready(earliest.time(), earliest.invocation(), with(rest, number + 1));
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
