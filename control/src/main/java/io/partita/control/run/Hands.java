package io.partita.control.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * The threads that lend themselves to workers: made when they are needed, never more than there are operations under way
 * and a few.
 *
 * <pre>
 *  seeking ─finds a worker─▶ performing ─it is done─▶ seeking
 *  seeking ─finds none for a moment─▶ resting ─{@link #summon}─▶ seeking
 *  performing ─its operation was abandoned─▶ gone
 * </pre>
 *
 * Operations that take no time are all performed by the few hands that are awake: no thread switch stands between an
 * operation and its client. An operation that takes its time keeps nobody waiting, because of one rule: <b>whenever a
 * worker is queued, a hand is seeking, or one is summoned</b>. Whoever adds a worker looks for a seeking hand afterwards;
 * a hand that stops seeking, as it found a worker or goes to rest, looks at the queue afterwards. All four steps are
 * ordered by volatile accesses, so that one of the two sees the other. At most one hand is on its way at a time, and it
 * counts as seeking from the moment at which it is summoned.
 */
final class Hands {

    private final WorkQueue work;
    private final Predicate<Worker> perform;
    private final AtomicInteger seeking = new AtomicInteger();
    /** The hands at rest, the latest last; guarded by itself. */
    private final Deque<Hand> resting = new ArrayDeque<>();

    private final BooleanSupplier hasWork;
    private volatile boolean ended;

    /** @param perform performs what a worker has to do; answers whether the thread is of use afterwards */
    Hands(WorkQueue work, Predicate<Worker> perform) {
        this.work = work;
        this.perform = perform;
        this.hasWork = () -> ended || !work.isEmpty();
    }

    /** Sees to it that somebody takes what was added to the queue. */
    void summon() {
        if (seeking.get() > 0 || !seeking.compareAndSet(0, 1)) {
            return;
        }
        Hand hand;
        synchronized (resting) {
            // The one that has rested least: what it needs is still in the caches.
            hand = resting.pollLast();
        }
        if (hand == null) {
            new Hand().start();
        } else {
            hand.rouse();
        }
    }

    /** Ends every hand that has nothing to do, and the others when they are done. */
    void end() {
        ended = true;
        synchronized (resting) {
            resting.forEach(Hand::rouse);
            resting.clear();
        }
    }

    private final class Hand implements Runnable {

        private final Thread thread = new Thread(this, "hand");
        private final Patience patience = new Patience();
        private volatile boolean rests;

        void start() {
            thread.setDaemon(true);
            thread.start();
        }

        void rouse() {
            rests = false;
            LockSupport.unpark(thread);
        }

        /** Begins as one that seeks. */
        @Override
        public void run() {
            while (!ended || !work.isEmpty()) {
                Worker worker = work.poll();
                if (worker != null) {
                    stopSeeking();
                    // A client may have left this behind; it is nothing to the next worker.
                    Thread.interrupted();
                    if (!perform.test(worker)) {
                        return;
                    }
                    seeking.incrementAndGet();
                } else if (!patience.await(hasWork, Long.MAX_VALUE)) {
                    rest();
                }
            }
        }

        private void stopSeeking() {
            if (seeking.decrementAndGet() == 0 && !work.isEmpty()) {
                summon();
            }
        }

        private void rest() {
            rests = true;
            synchronized (resting) {
                resting.addLast(this);
            }
            stopSeeking();
            while (rests && !ended) {
                LockSupport.park(this);
            }
        }
    }
}
