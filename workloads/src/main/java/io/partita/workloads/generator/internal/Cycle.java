package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * One generator after another, each made when the one before is exhausted, without a pause between.
 *
 * @param seed of round n its child n is the seed; {@code null} as long as none is given
 * @param round the number of the current generator
 * @param current {@code null} if it is still to be made
 * @param rounds makes them; nothing ends the cycle
 */
public record Cycle(Seed seed, long round, Generator current, LongFunction<Optional<Generator>> rounds)
        implements BuiltIn {

    /** How many generators in a row may turn out empty before the cycle counts as exhausted. */
    private static final int EMPTY_ROUNDS = 16;

    public Cycle {
        Objects.requireNonNull(rounds, "rounds is null");
    }

    public static Cycle of(LongFunction<Optional<Generator>> rounds) {
        return new Cycle(null, 0, null, rounds);
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        long number = round;
        Generator generator = current;
        for (int tries = 0; tries < EMPTY_ROUNDS; tries++) {
            if (generator == null) {
                Optional<Generator> made = rounds.apply(number);
                if (made.isEmpty()) {
                    return Exhausted.INSTANCE;
                }
                generator = Checked.foreign(made.get()).seeded(seed.child(number));
            }
            Offer offer = Ask.offer(this, Ask.ONLY, generator, context);
            if (!(offer instanceof Exhausted)) {
                long here = number;
                Offer wrapped = offer.wrap(rest -> new Cycle(seed, here, rest, rounds));
                // Only a generator that is kept can be told of events, and can remember when it began to wait.
                return wrapped instanceof Pending && generator != current
                        ? new Moved(new Cycle(seed, here, generator, rounds))
                        : wrapped;
            }
            number++;
            generator = null;
        }
        return Exhausted.INSTANCE;
    }

    @Override
    public Generator update(Context context, Op event) {
        if (current == null) {
            return this;
        }
        Generator updated = Ask.update(this, Ask.ONLY, current, context, event);
        return updated == current ? this : new Cycle(seed, round, updated, rounds);
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Cycle(given, round, current, rounds) : this;
    }
}
