package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Invocation;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** A crew of real threads in real time: see {@link Hands}. Worker i talks to node i modulo the number of nodes. */
final class ThreadCrew implements Crew {

    /** How long clients may take to be closed at the end. */
    private static final long CLOSE_NANOS = 2_000_000_000;

    private static final long CLOSE_POLL_NANOS = 200_000;

    private final List<String> nodes;
    private final Client.Factory clients;
    private final LongSupplier clock;
    private final Worker[] workers;
    private final WorkQueue work;
    private final Completions completions = new Completions();
    private final Hands hands;

    private final Patience patience = new Patience();
    private final BooleanSupplier somethingToDo = this::isSomethingToDo;

    /** The thread that waits, or last did. */
    private volatile Thread user;

    /** Whether it is parked, or about to be. */
    private volatile boolean parked;

    private volatile boolean woken;

    /**
     * A crew of {@code size} idle workers.
     *
     * @param nodes the nodes' names
     * @param clients opens clients
     * @param clock nanoseconds since the load began, monotonic
     */
    ThreadCrew(int size, List<String> nodes, Client.Factory clients, LongSupplier clock) {
        this.nodes = List.copyOf(nodes);
        this.clients = clients;
        this.clock = clock;
        this.workers = new Worker[size];
        // Abandoned workers may still be queued beside those that took their places.
        this.work = new WorkQueue(2 * size);
        this.hands = new Hands(work, this::perform);
        for (int i = 0; i < size; i++) {
            workers[i] = newWorker(i);
        }
    }

    private Worker newWorker(int index) {
        return new Worker(index, nodes.get(index % nodes.size()), clients);
    }

    /** Called by a hand. */
    private boolean perform(Worker worker) {
        Worker.Outcome outcome = worker.perform(this);
        if (outcome == Worker.Outcome.DELIVER) {
            completions.add(worker);
            if (parked) {
                LockSupport.unpark(user);
            }
        }
        return outcome != Worker.Outcome.INTERRUPTED;
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public void begin(int worker, Invocation invocation) {
        workers[worker].assign(invocation);
        work.add(workers[worker]);
        hands.summon();
    }

    @Override
    public void deliver(Taker taker) {
        Worker worker = completions.takeAll();
        while (worker != null) {
            Worker next = worker.next;
            if (workers[worker.index()] == worker) {
                taker.take(worker.index(), worker.completion(), worker.completedAt());
            } else {
                // It was given up just after it was done, and nobody has told it to release its client.
                dismiss(worker);
            }
            worker = next;
        }
    }

    @Override
    public void abandon(int worker) {
        workers[worker].abandon();
        workers[worker] = newWorker(worker);
    }

    @Override
    public boolean linger(long until) {
        long left = until - now();
        if (left > 0 && !patience.await(somethingToDo, left)) {
            return false;
        }
        if (woken) {
            woken = false;
        }
        return true;
    }

    @Override
    public void await(long until) {
        if (user != Thread.currentThread()) {
            user = Thread.currentThread();
        }
        parked = true;
        if (!isSomethingToDo()) {
            long nanos = until - now();
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
        parked = false;
        woken = false;
    }

    private boolean isSomethingToDo() {
        return woken || !completions.isEmpty();
    }

    @Override
    public void wake() {
        woken = true;
        LockSupport.unpark(user);
    }

    private boolean dismiss(Worker worker) {
        boolean idle = worker.dismiss();
        if (idle) {
            work.add(worker);
            hands.summon();
        }
        return idle;
    }

    @Override
    public void close() {
        for (Worker worker : workers) {
            if (!dismiss(worker)) {
                worker.abandon();
            }
        }
        long deadline = System.nanoTime() + CLOSE_NANOS;
        for (Worker worker : workers) {
            while (!worker.isGone()
                    && System.nanoTime() - deadline < 0
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, CLOSE_POLL_NANOS);
            }
        }
        hands.end();
    }
}
