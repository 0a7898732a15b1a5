package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;

/** One operation of each child in turn; ends with the first child that has none when it is its turn. */
public record FlipFlop(List<Generator> generators, int turn) implements BuiltIn {

    public static FlipFlop of(List<Generator> generators) {
        if (generators.isEmpty()) {
            throw new IllegalArgumentException("there is no generator to take turns: give at least one");
        }
        return new FlipFlop(Children.foreign(generators), 0);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = Ask.offer(this, turn, generators.get(turn), context);
        int next = offer instanceof Ready ? (turn + 1) % generators.size() : turn;
        return offer.wrap(rest -> new FlipFlop(Children.replaced(generators, turn, rest), next));
    }

    @Override
    public Generator update(Context context, Op event) {
        List<Generator> updated = Children.updated(this, generators, context, event);
        return updated == generators ? this : new FlipFlop(updated, turn);
    }

    @Override
    public Generator seeded(Seed seed) {
        return new FlipFlop(Children.seeded(generators, seed, 0), turn);
    }
}
