package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Invocation;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A pure schedule of operations: asked for the next operation, it answers with an offer and the generator that stands
 * for the rest. Offers may be discarded, so making one has no side effect. Immutable; every random choice comes from
 * state that the generator carries.
 *
 * <p>A generator of one's own that holds others passes all three calls on to them, and wraps what comes back:
 * {@code inner.offer(context).wrap(rest -> new Mine(rest))}.
 */
public interface Generator {

    /** What to do next in the situation {@code context}. */
    Offer offer(Context context);

    /** This generator after {@code event} (an invocation or a completion) became part of the history. */
    default Generator update(Context context, Op event) {
        return this;
    }

    /**
     * This generator with {@code seed} behind every random choice that has no seed yet. Called once, before the first
     * offer; a generator that holds several others gives each a child of the seed.
     */
    default Generator seeded(Seed seed) {
        return this;
    }

    /** What messages call this generator. */
    default String name() {
        return GeneratorNames.of(getClass());
    }

    /** A generator's answer. */
    sealed interface Offer permits Exhausted, Pending, Moved, Ready {

        /** The same answer of a generator around the one that answered: {@code wrapper} makes its rest of the inner one. */
        default Offer wrap(UnaryOperator<Generator> wrapper) {
            return this;
        }
    }

    /** There will never be another operation. */
    record Exhausted() implements Offer {
        public static final Exhausted INSTANCE = new Exhausted();
    }

    /**
     * Nothing now; ask again after the next event, and at the latest at a certain time.
     *
     * @param until when to ask again if no event comes before, in nanoseconds since the run began; in the past means a
     *     little later, {@link Long#MAX_VALUE} that nothing but an event helps
     */
    record Pending(long until) implements Offer {

        /** Until the next event, or a little later. */
        public static final Pending INSTANCE = new Pending(0);

        /** Until the next event: waiting alone changes nothing. */
        public static final Pending FOR_EVENT = new Pending(Long.MAX_VALUE);
    }

    /**
     * No operation, but the generator has changed: use {@code rest} from now on, and ask it at once. This is how time that
     * passes without an operation leaves its mark, as when a pause begins.
     *
     * @param rest the generator to use if this offer is taken
     * @param note a line for the log, written when this offer is taken, or {@code null}
     */
    record Moved(Generator rest, String note) implements Offer {
        public Moved {
            Objects.requireNonNull(rest, "rest is null");
        }

        public Moved(Generator rest) {
            this(rest, null);
        }

        @Override
        public Offer wrap(UnaryOperator<Generator> wrapper) {
            return new Moved(wrapper.apply(rest), note);
        }
    }

    /**
     * An operation to invoke.
     *
     * @param time when it is meant to begin, in nanoseconds since the run began; in the past means at once, late
     * @param invocation what; its process must be free
     * @param rest the generator to use if this offer is taken
     */
    record Ready(long time, Invocation invocation, Generator rest) implements Offer {
        public Ready {
            Objects.requireNonNull(invocation, "invocation is null");
            Objects.requireNonNull(rest, "rest is null");
        }

        @Override
        public Offer wrap(UnaryOperator<Generator> wrapper) {
            return new Ready(time, invocation, wrapper.apply(rest));
        }
    }

    /** The scheduler's state as a generator may see it. */
    interface Context {

        /** Nanoseconds since the run began. */
        long time();

        /** The number of client threads of the run, also those that this generator may not use. */
        int threads();

        /** The first thread that this generator may use. */
        default int from() {
            return 0;
        }

        /** One more than the last thread that this generator may use. */
        default int to() {
            return threads();
        }

        /** Whether {@code thread} waits for an operation, and this generator may use it. */
        boolean isFree(int thread);

        /** Whether no operation is under way on any thread that this generator may use. */
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

        /** The seed for a generator that {@link Generator#seeded} did not reach. */
        default Seed seed() {
            return Seed.of(0);
        }
    }
}
