package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Each operation comes from a child drawn by lot among those that have one now; a child that waits holds up no other. If
 * none has one now, the earliest goes first.
 *
 * @param generators the children
 * @param weights how often each is drawn in proportion to the others
 * @param seed {@code null} as long as none is given
 * @param number operations so far
 */
public record Mix(List<Generator> generators, List<Integer> weights, Seed seed, long number) implements BuiltIn {

    public static Mix of(List<Generator> generators, List<Integer> weights) {
        Weights.require(weights, generators.size());
        return new Mix(Children.foreign(generators), List.copyOf(weights), null, 0);
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        Lots lots = new Lots(weights, seed.random(number));
        Soonest soonest = new Soonest();
        for (int drawn = lots.draw(); drawn >= 0; drawn = lots.draw()) {
            Offer offer = Ask.offer(this, drawn, generators.get(drawn), context);
            if (offer instanceof Moved moved) {
                int index = drawn;
                return moved.wrap(rest -> with(Children.replaced(generators, index, rest), number));
            }
            soonest.consider(drawn, offer);
            if (offer instanceof Ready ready && ready.time() <= context.time()) {
                soonest.choose(drawn, ready);
                break;
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
        List<Generator> children = Children.seeded(generators, given, 0);
        return new Mix(children, weights, seed == null ? given.child("mix") : seed, number);
    }

    private Mix with(List<Generator> others, long operations) {
        return new Mix(others, weights, seed, operations);
    }

    /** Draws children one after another, none twice. */
    private static final class Lots {

        private final List<Integer> weights;
        private final RandomGenerator random;
        private boolean[] drawn;
        private long sum;

        Lots(List<Integer> weights, RandomGenerator random) {
            this.weights = weights;
            this.random = random;
            for (int weight : weights) {
                sum += weight;
            }
        }

        /** The next, or -1 if all were drawn. */
        int draw() {
            if (sum == 0) {
                return -1;
            }
            long ticket = random.nextLong(sum);
            for (int i = 0; ; i++) {
                if (drawn != null && drawn[i]) {
                    continue;
                }
                ticket -= weights.get(i);
                if (ticket < 0) {
                    drawn = drawn == null ? new boolean[weights.size()] : drawn;
                    drawn[i] = true;
                    sum -= weights.get(i);
                    return i;
                }
            }
        }
    }
}
