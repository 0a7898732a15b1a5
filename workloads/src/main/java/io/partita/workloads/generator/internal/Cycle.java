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
 * @param name of the combinator that made it
 * @param rounds makes generator n; empty if there are no more
 * @param endless whether a long row of generators that are exhausted at once ends it, which else would go on for ever
 * @param seed of round n its child n is the seed; {@code null} as long as none is given
 * @param round the number of the current generator
 * @param current {@code null} if it is still to be made
 */
public record Cycle(
        String name,
        LongFunction<Optional<Generator>> rounds,
        boolean endless,
        Seed seed,
        long round,
        Generator current)
        implements BuiltIn {

    /** How many generators in a row are tried at one question. */
    private static final int ROUNDS_AT_ONCE = 16;

    public Cycle {
        Objects.requireNonNull(rounds, "rounds is null");
    }

    /** Until there are no more. */
    public static Cycle chain(String name, LongFunction<Optional<Generator>> rounds) {
        return new Cycle(name, rounds, false, null, 0, null);
    }

    /** For ever, or until many in a row were exhausted at once. */
    public static Cycle endless(LongFunction<? extends Generator> rounds) {
        Objects.requireNonNull(rounds, "rounds is null");
        return new Cycle("cycle", round -> Optional.of(rounds.apply(round)), true, null, 0, null);
    }

    /** The same generator {@code times} times, drawing anew each time. */
    public static Cycle times(String name, long times, Generator generator) {
        if (times < 0) {
            throw new IllegalArgumentException("cannot run a generator " + times + " times: give 0 or more");
        }
        Generator checked = Checked.foreign(generator);
        return chain(name, round -> round < times ? Optional.of(checked) : Optional.empty());
    }

    /** The same generator for ever, drawing anew each time. */
    public static Cycle forEver(String name, Generator generator) {
        Generator checked = Checked.foreign(generator);
        return new Cycle(name, round -> Optional.of(checked), true, null, 0, null);
    }

    @Override
    public Offer offer(Context context) {
        if (seed == null) {
            return seeded(context.seed()).offer(context);
        }
        Cycle here = this;
        for (int tries = 0; tries < ROUNDS_AT_ONCE; tries++) {
            if (here.current == null) {
                Optional<Generator> made = rounds.apply(here.round);
                if (made.isEmpty()) {
                    return Exhausted.INSTANCE;
                }
                here = here.with(Checked.foreign(made.get()).seeded(seed.child(here.round)));
            }
            Offer offer = Ask.offer(this, (int) here.round, here.current, context);
            if (!(offer instanceof Exhausted)) {
                // Only a generator that is kept can be told of events, and can remember when it began to wait.
                return offer instanceof Pending && here != this ? new Moved(here) : offer.wrap(here::with);
            }
            here = new Cycle(name, rounds, endless, seed, here.round + 1, null);
        }
        return endless ? Exhausted.INSTANCE : new Moved(here);
    }

    @Override
    public Generator update(Context context, Op event) {
        if (current == null) {
            return this;
        }
        Generator updated = Ask.update(this, (int) round, current, context, event);
        return updated == current ? this : with(updated);
    }

    @Override
    public Generator seeded(Seed given) {
        return seed == null ? new Cycle(name, rounds, endless, given, round, current) : this;
    }

    private Cycle with(Generator other) {
        return new Cycle(name, rounds, endless, seed, round, other);
    }
}
