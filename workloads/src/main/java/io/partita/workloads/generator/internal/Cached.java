package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;

/**
 * Keeps an offer for a while, so that a generator that is expensive to ask is not asked at every turn. A kept offer is
 * dropped when it was taken, or its process is no longer free. Events reach the generator inside all the same, but a kept
 * offer does not change by them.
 *
 * @param nanos how long to keep it
 * @param kept the offer, or {@code null}
 * @param end until when it is kept
 */
public record Cached(long nanos, Ready kept, long end, Generator generator) implements Wrapper {

    public Cached {
        generator = Checked.foreign(generator);
    }

    public static Cached of(long nanos, Generator generator) {
        return new Cached(nanos, null, 0, generator);
    }

    @Override
    public Generator with(Generator other) {
        return of(nanos, other);
    }

    @Override
    public Offer offer(Context context) {
        if (kept != null && context.time() < end && isPossible(context)) {
            return kept.wrap(this::with);
        }
        Offer offer = inner(context);
        return offer instanceof Ready ready
                ? new Moved(new Cached(nanos, ready, Times.after(context.time(), nanos), generator))
                : offer.wrap(this::with);
    }

    private boolean isPossible(Context context) {
        int process = kept.invocation().process();
        int thread = context.thread(process);
        return context.isFree(thread) && context.process(thread) == process;
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = Ask.update(this, Ask.ONLY, generator, context, event);
        if (kept == null) {
            return updated == generator ? this : with(updated);
        }
        Generator rest = Ask.update(this, Ask.ONLY, kept.rest(), context, event);
        return updated == generator && rest == kept.rest()
                ? this
                : new Cached(nanos, new Ready(kept.time(), kept.invocation(), rest), end, updated);
    }
}
