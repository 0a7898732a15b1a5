package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Seed;
import java.util.List;

/**
 * Threads in ranges side by side, each with a generator of its own. The range of the thread that has been free longest is
 * asked first, so that none starves.
 *
 * @param name of the combinator that made it
 * @param bounds range i goes from bound i to bound i + 1
 * @param generators one for each range
 */
record Split(String name, List<Integer> bounds, List<Generator> generators) implements BuiltIn {

    @Override
    public Offer offer(Context context) {
        int longestFree = context.freeThread(bounds.get(0), bounds.get(generators.size()));
        if (longestFree < 0) {
            return Pending.FOR_EVENT;
        }
        int first = rangeOf(longestFree);
        Offer offer = ask(first, context);
        return offer instanceof Ready ready && ready.time() <= context.time() || offer instanceof Moved
                ? offer.wrap(rest -> with(first, rest))
                : soonest(first, offer, context);
    }

    private Offer soonest(int first, Offer offerOfFirst, Context context) {
        Soonest soonest = new Soonest();
        soonest.consider(first, offerOfFirst);
        for (int i = 0; i < generators.size(); i++) {
            if (i == first) {
                continue;
            }
            // Without a free thread there is nothing to ask: an event will come.
            boolean isBusy = context.freeThread(bounds.get(i), bounds.get(i + 1)) < 0;
            Offer offer = isBusy ? Pending.FOR_EVENT : ask(i, context);
            if (offer instanceof Moved moved) {
                int range = i;
                return moved.wrap(rest -> with(range, rest));
            }
            soonest.consider(i, offer);
        }
        return soonest.answer(context, this::with);
    }

    private Offer ask(int range, Context context) {
        return Ask.offer(this, range, generators.get(range), view(range, context));
    }

    private Context view(int range, Context context) {
        return View.of(context, bounds.get(range), bounds.get(range + 1));
    }

    private Split with(int range, Generator other) {
        return new Split(name, bounds, Children.replaced(generators, range, other));
    }

    @Override
    public Generator update(Context context, Op event) {
        if (event.isNemesis()) {
            List<Generator> updated = Children.updated(this, generators, context, event);
            return updated == generators ? this : new Split(name, bounds, updated);
        }
        int range = rangeOf(context.thread(event.process()));
        if (range < 0) {
            return this;
        }
        Generator before = generators.get(range);
        Generator after = Ask.update(this, range, before, view(range, context), event);
        return after == before ? this : with(range, after);
    }

    @Override
    public Generator seeded(Seed seed) {
        return new Split(name, bounds, Children.seeded(generators, seed, 0));
    }

    /** The range in which {@code thread} lies, or -1. */
    private int rangeOf(int thread) {
        if (thread < bounds.get(0)) {
            return -1;
        }
        for (int i = 0; i < generators.size(); i++) {
            if (thread < bounds.get(i + 1)) {
                return i;
            }
        }
        return -1;
    }
}
