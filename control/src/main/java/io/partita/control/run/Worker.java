package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.logging.log4j.LogManager;

/**
 * One client thread of the run, as far as its operations go: it performs one at a time, with a client that lives as long
 * as its process. It has no thread of its own: a {@link Hands hand} lends it one for each operation.
 *
 * <pre>
 *  IDLE ─{@link #assign}, {@link #dismiss}─▶ ASSIGNED ─a hand takes it─▶ BUSY ─the operation ends─▶ IDLE, to be delivered
 *                                    │                        │     └─it was a dismissal─▶ GONE
 *                                    └──{@link #abandon}──────────────┴─▶ ABANDONED ─a hand is done with it─▶ GONE
 * </pre>
 *
 * Whatever ends after a worker was abandoned is not delivered; another worker stands in its place by then. Which steps
 * happen at the same time is settled by the state: one of an abandoning scheduler and an ending hand comes second.
 */
final class Worker {

    private enum State {
        IDLE,
        ASSIGNED,
        BUSY,
        ABANDONED,
        GONE
    }

    private final int index;
    private final String node;
    private final Client.Factory clients;
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

    /** Written by the scheduler while the worker is idle; {@code null} is a dismissal. */
    private Invocation invocation;

    /** The thread that performs; written by it before the worker is busy. */
    private Thread hand;

    /** Written by the hand before the worker is delivered. */
    private Completion completion;

    private long completedAt;

    /** The next in a chain of delivered workers: see {@link Completions}. */
    Worker next;

    private Client client;
    private int clientProcess;

    Worker(int index, String node, Client.Factory clients) {
        this.index = index;
        this.node = node;
        this.clients = clients;
    }

    int index() {
        return index;
    }

    Completion completion() {
        return completion;
    }

    long completedAt() {
        return completedAt;
    }

    /** Whether it has released its client and does nothing more. */
    boolean isGone() {
        return state.get() == State.GONE;
    }

    /** Gives the idle worker an operation. Called by the scheduler, which then sees to it that a hand comes. */
    void assign(Invocation next) {
        invocation = next;
        if (!state.compareAndSet(State.IDLE, State.ASSIGNED)) {
            throw new IllegalStateException("worker " + index + " is given " + next + " while it is " + state);
        }
    }

    /** Ends the worker if it is idle; answers whether it was. As {@link #assign}. */
    boolean dismiss() {
        if (state.get() != State.IDLE) {
            return false;
        }
        assign(null);
        return true;
    }

    /** Gives up on the operation under way, for good. Called by the scheduler. */
    void abandon() {
        if (!state.compareAndSet(State.ASSIGNED, State.ABANDONED) && state.compareAndSet(State.BUSY, State.ABANDONED)) {
            // It ends after an abandoned operation, so that no other worker gets this interrupt.
            hand.interrupt();
        }
    }

    /** What came of lending a hand. */
    enum Outcome {
        /** There is a completion to deliver. */
        DELIVER,
        /** Nothing is to be delivered. */
        NOTHING,
        /** Nothing is to be delivered, and the thread was interrupted or will be. */
        INTERRUPTED
    }

    /** Performs what was assigned. Called by a hand, which took the worker from the queue. */
    Outcome perform(Crew clock) {
        hand = Thread.currentThread();
        if (!state.compareAndSet(State.ASSIGNED, State.BUSY)) {
            leave();
            return Outcome.NOTHING;
        }
        if (invocation == null) {
            leave();
            return Outcome.NOTHING;
        }
        completion = outcome(invocation);
        completedAt = clock.now();
        if (state.compareAndSet(State.BUSY, State.IDLE)) {
            return Outcome.DELIVER;
        }
        leave();
        return Outcome.INTERRUPTED;
    }

    private void leave() {
        closeClient();
        state.set(State.GONE);
    }

    private Completion outcome(Invocation wanted) {
        if (client == null || clientProcess != wanted.process()) {
            closeClient();
            try {
                client = clients.open(node, wanted.process());
                clientProcess = wanted.process();
            } catch (Throwable e) {
                return Completion.fail(wanted, "no-client: " + Errors.brief(e));
            }
        }
        try {
            Completion made = client.invoke(wanted);
            return made == null ? Completion.info(wanted, "client-bug: the client returned no completion") : made;
        } catch (Throwable e) { // Errors too: whatever is thrown, nobody knows what was sent.
            return Completion.info(wanted, Errors.brief(e));
        }
    }

    private void closeClient() {
        Client closing = client;
        client = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (RuntimeException e) {
                // The process is over; what a broken connection says on its way out changes nothing in the history.
                LogManager.getLogger(Worker.class)
                        .debug("closing the client of process {} on {}", clientProcess, node, e);
            }
        }
    }
}
