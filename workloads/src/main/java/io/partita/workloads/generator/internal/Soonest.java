package io.partita.workloads.generator.internal;

import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generator.Context;
import io.partita.workloads.generator.Generator.Offer;
import io.partita.workloads.generator.Generator.Pending;
import io.partita.workloads.generator.Generator.Ready;

/** The soonest of the offers of several children. For one question; not thread-safe. */
final class Soonest {

    /** Makes the whole of one child's rest. */
    @FunctionalInterface
    interface Wrapping {

        Generator around(int index, Generator rest);
    }

    private static final long NOBODY_WAITS = -1;

    private Ready ready;
    private int index;
    private long until = NOBODY_WAITS;

    /** Takes note of what child {@code child} offers; among equals the first stays. */
    void consider(int child, Offer offer) {
        if (offer instanceof Ready other) {
            if (ready == null || other.time() < ready.time()) {
                choose(child, other);
            }
        } else if (offer instanceof Pending pending) {
            until = until == NOBODY_WAITS ? pending.until() : Math.min(until, pending.until());
        }
    }

    /** Whatever was sooner before, now it is this. */
    void choose(int child, Ready offer) {
        index = child;
        ready = offer;
    }

    /** Whether {@code offer} is for the very time of the soonest so far. */
    boolean isAsSoonAs(Ready offer) {
        return ready != null && ready.time() == offer.time();
    }

    boolean isLaterThan(Ready offer) {
        return ready == null || offer.time() < ready.time();
    }

    /** What the children offer together. */
    Offer answer(Context context, Wrapping wrapping) {
        if (ready == null) {
            return until == NOBODY_WAITS ? Generator.Exhausted.INSTANCE : new Pending(until);
        }
        boolean anotherIsSooner = until != NOBODY_WAITS && until < ready.time() && ready.time() > context.time();
        return anotherIsSooner
                ? new Pending(until)
                : new Ready(ready.time(), ready.invocation(), wrapping.around(index, ready.rest()));
    }
}
