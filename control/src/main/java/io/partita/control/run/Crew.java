package io.partita.control.run;

import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;

/**
 * Time and threads as the scheduler has them: a clock, a way to wait, and workers numbered from 0 that perform one
 * operation each at a time. {@link ThreadCrew} is the real one; tests simulate one in a time of their own.
 *
 * <p>Used by one thread, the scheduler's, except {@link #now} and {@link #wake}, which any thread may call.
 */
interface Crew extends AutoCloseable {

    /** Takes what a worker delivers. */
    @FunctionalInterface
    interface Taker {

        /**
         * Takes the completion of the operation that {@code worker} had.
         *
         * @param time when it was observed, in ns since the load began
         */
        void take(int worker, Completion completion, long time);
    }

    /** Nanoseconds since the load began; never runs backwards. */
    long now();

    /** Gives the idle {@code worker} its next operation. Returns at once. */
    void begin(int worker, Invocation invocation);

    /** Hands over every completion that was observed since the last call, in the order in which they came. */
    void deliver(Taker taker);

    /** Gives up on what {@code worker} has under way, whose outcome is never delivered; the worker is idle again. */
    void abandon(int worker);

    /**
     * Waits a moment without giving the processor away, if that is likely to pay: answers whether there is something to
     * do, a completion or because {@code until} has come.
     */
    boolean linger(long until);

    /** Waits for a completion, for {@link #wake}, or until {@code until}; may return early. */
    void await(long until);

    /** Ends {@link #await}, also one that has yet to begin. */
    void wake();

    /** Ends the workers and their clients; operations under way are interrupted. */
    @Override
    void close();
}
