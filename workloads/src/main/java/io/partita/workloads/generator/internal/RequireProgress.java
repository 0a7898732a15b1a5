package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;

/**
 * A generator that may not wait for ever: as long as no operation is under way, nobody makes an event that it could wait
 * for.
 *
 * <pre>
 *  going ─nothing to offer, nothing under way─▶ waiting ─the limit after that, or after the time it named─▶ an error
 *    ▲──────────an event, or an offer─────────────┘
 * </pre>
 *
 * @param limit ns
 * @param deadline until when it may wait, in ns since the run began, or {@link #GOING}
 */
public record RequireProgress(long limit, long deadline, Generator generator) implements Wrapper {

    public static final long GOING = Long.MIN_VALUE;

    public RequireProgress {
        generator = Checked.foreign(generator);
    }

    @Override
    public Generator with(Generator other) {
        return new RequireProgress(limit, GOING, other);
    }

    @Override
    public Offer offer(Context context) {
        Offer offer = inner(context);
        if (!(offer instanceof Pending pending)) {
            return offer.wrap(this::with);
        }
        if (!context.isIdle()) {
            return pending;
        }
        if (deadline == GOING) {
            long from = pending.until() == Long.MAX_VALUE ? context.time() : Math.max(context.time(), pending.until());
            return new Moved(new RequireProgress(limit, Times.after(from, limit), generator));
        }
        if (context.time() < deadline) {
            return new Pending(Math.min(pending.until(), deadline));
        }
        Probe probe = new Probe(context);
        inner(probe);
        throw GeneratorException.waiting(
                probe.path(this),
                "has offered nothing for " + limit / 1_000_000_000.0
                        + " s, and no operation is under way that could end."
                        + " What waits for a time offers Pending with that time, what is over Exhausted");
    }

    @Override
    public Generator update(Context context, Op event) {
        Generator updated = Ask.update(this, Ask.ONLY, generator, context, event);
        return updated == generator && deadline == GOING ? this : with(updated);
    }
}
