package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Invocation;
import java.util.Objects;

/**
 * A pure schedule of operations: asked for the next operation, it answers with an offer and the generator that stands
 * for the rest. Offers may be discarded, so making one has no side effect. Immutable; every random choice comes from
 * state that the generator carries.
 */
public interface Generator {

    /** What to do next in the situation {@code context}. */
    Offer offer(Context context);

    /** This generator after {@code event} (an invocation or a completion) became part of the history. */
    default Generator update(Context context, Op event) {
        return this;
    }

    /** A generator's answer. */
    sealed interface Offer permits Exhausted, Pending, Ready {}

    /** There will never be another operation. */
    record Exhausted() implements Offer {
        public static final Exhausted INSTANCE = new Exhausted();
    }

    /** Nothing now; ask again after the next event or a little later. */
    record Pending() implements Offer {
        public static final Pending INSTANCE = new Pending();
    }

    /**
     * An operation to invoke.
     *
     * @param time when, in nanoseconds since the run began; in the past means now
     * @param invocation what; its process must be free
     * @param rest the generator to use if this offer is taken
     */
    record Ready(long time, Invocation invocation, Generator rest) implements Offer {
        public Ready {
            Objects.requireNonNull(invocation, "invocation is null");
            Objects.requireNonNull(rest, "rest is null");
        }
    }

    /** The scheduler's state as a generator may see it. */
    interface Context {

        /** Nanoseconds since the run began. */
        long time();

        /** The number of client threads. */
        int threads();

        /** Whether {@code thread} waits for an operation. */
        boolean isFree(int thread);

        /** Whether no operation is under way on any thread. */
        boolean isIdle();

        /** The process that {@code thread} currently is. */
        int process(int thread);

        /** The thread that runs {@code process}: the process number modulo the number of threads. */
        default int thread(int process) {
            return process % threads();
        }

        /**
         * A free thread in {@code [from, to)}, chosen fairly (the one that has been free longest), or -1 if none is.
         */
        int freeThread(int from, int to);
    }
}
