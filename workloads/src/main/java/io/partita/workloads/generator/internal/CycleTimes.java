package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;

/**
 * Children in turn, each for its own time, over and over. A child keeps its state while it is not its turn; what it means
 * for later than its turn waits for the next. Ends when all are exhausted.
 *
 * @param turns how long each turn is, in ns
 * @param start when the first turn began
 */
public record CycleTimes(List<Long> turns, List<Generator> generators, long start) implements BuiltIn {

    private static final long NOT_STARTED = Long.MIN_VALUE;

    public static CycleTimes of(List<Long> turns, List<Generator> generators) {
        if (generators.isEmpty()) {
            throw new IllegalArgumentException("there is no generator to take turns: give at least one");
        }
        return new CycleTimes(List.copyOf(turns), Children.foreign(generators), NOT_STARTED);
    }

    @Override
    public Offer offer(Context context) {
        if (start == NOT_STARTED) {
            return new Moved(new CycleTimes(turns, generators, context.time()));
        }
        long end = context.time() - (context.time() - start) % period();
        int turn = 0;
        while (true) {
            end += turns.get(turn);
            if (end > context.time()) {
                break;
            }
            turn++;
        }
        Offer offer = Ask.offer(this, turn, generators.get(turn), context);
        if (offer instanceof Exhausted) {
            return areAllExhausted(context) ? offer : new Pending(end);
        }
        if (offer instanceof Ready ready && ready.time() >= end) {
            return new Pending(end);
        }
        if (offer instanceof Pending pending) {
            return new Pending(Math.min(pending.until(), end));
        }
        int index = turn;
        return offer.wrap(rest -> new CycleTimes(turns, Children.replaced(generators, index, rest), start));
    }

    private long period() {
        return turns.stream().mapToLong(Long::longValue).sum();
    }

    private boolean areAllExhausted(Context context) {
        for (int i = 0; i < generators.size(); i++) {
            if (!(Ask.offer(this, i, generators.get(i), context) instanceof Exhausted)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Generator update(Context context, Op event) {
        List<Generator> updated = Children.updated(this, generators, context, event);
        return updated == generators ? this : new CycleTimes(turns, updated, start);
    }

    @Override
    public Generator seeded(Seed seed) {
        return new CycleTimes(turns, Children.seeded(generators, seed, 0), start);
    }
}
