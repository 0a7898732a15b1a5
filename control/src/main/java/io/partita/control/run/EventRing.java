package io.partita.control.run;

import io.partita.checker.history.Op;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A bounded queue from one thread to another. An empty place is null, so neither side looks at the other's position:
 * putting is one read and one ordered write, and never waits. One thread may put, one may take.
 */
final class EventRing {

    private final AtomicReferenceArray<Op> places;
    private final int mask;
    private int puts;
    private int takes;

    /** @param capacity a power of two */
    EventRing(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("a ring needs a power of two places, not " + capacity);
        }
        places = new AtomicReferenceArray<>(capacity);
        mask = capacity - 1;
    }

    /** Puts {@code op} behind the others; false if there is no room. */
    boolean put(Op op) {
        if (places.getAcquire(puts & mask) != null) {
            return false;
        }
        places.setRelease(puts++ & mask, op);
        return true;
    }

    /** Takes the first, or null if there is none. */
    Op take() {
        Op op = places.getAcquire(takes & mask);
        if (op != null) {
            places.setRelease(takes++ & mask, null);
        }
        return op;
    }
}
