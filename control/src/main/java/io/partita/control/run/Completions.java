package io.partita.control.run;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Workers that have a completion to deliver. Any number of threads add, one takes all at once; no locks, no allocation.
 *
 * <p>A chain through the workers themselves, the newest first (Treiber, 1986). Since it is only ever taken whole, a worker
 * that was taken and added again while another thread adds does no harm: the chain it heads is the right one.
 */
final class Completions {

    private final AtomicReference<Worker> newest = new AtomicReference<>();

    void add(Worker worker) {
        Worker before = newest.get();
        while (true) {
            worker.next = before;
            Worker witness = newest.compareAndExchange(before, worker);
            if (witness == before) {
                return;
            }
            before = witness;
        }
    }

    boolean isEmpty() {
        return newest.get() == null;
    }

    /** Takes all, linked by {@link Worker#next}, the one that was added first in front; {@code null} for none. */
    Worker takeAll() {
        if (isEmpty()) {
            return null;
        }
        Worker worker = newest.getAndSet(null);
        Worker ahead = null;
        while (worker != null) {
            Worker older = worker.next;
            worker.next = ahead;
            ahead = worker;
            worker = older;
        }
        return ahead;
    }
}
