package io.partita.control.run;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Workers with something to do, first in, first out. One thread adds, any number take; no locks, no allocation.
 *
 * <p>A ring. {@code taken} and {@code added} only ever grow; the places between them are in use. A place is written again
 * only after {@code taken} has passed it, so whoever moves {@code taken} past a place has read it while it was valid.
 */
final class WorkQueue {

    private final AtomicReferenceArray<Worker> places;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong added = new AtomicLong();

    /** For at least {@code capacity} workers at the same time. */
    WorkQueue(int capacity) {
        places = new AtomicReferenceArray<>(Integer.highestOneBit(Math.max(1, capacity)) << 1);
    }

    /** @throws IllegalStateException if it is full */
    void add(Worker worker) {
        long at = added.getPlain();
        if (at - taken.get() == places.length()) {
            throw new IllegalStateException(places.length() + " operations wait and no thread takes them");
        }
        places.setPlain(place(at), worker);
        added.set(at + 1);
    }

    /** The worker that has waited longest, or {@code null}. */
    Worker poll() {
        while (true) {
            long at = taken.get();
            if (at == added.get()) {
                return null;
            }
            Worker worker = places.getPlain(place(at));
            if (taken.compareAndSet(at, at + 1)) {
                return worker;
            }
        }
    }

    boolean isEmpty() {
        return taken.get() == added.get();
    }

    private int place(long number) {
        return (int) number & places.length() - 1;
    }
}
