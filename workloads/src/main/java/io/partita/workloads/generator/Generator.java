package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.internal.Arrivals;
import io.partita.workloads.generator.internal.Cached;
import io.partita.workloads.generator.internal.ConcurrencyLimit;
import io.partita.workloads.generator.internal.Cycle;
import io.partita.workloads.generator.internal.EachProcess;
import io.partita.workloads.generator.internal.EachThread;
import io.partita.workloads.generator.internal.Filter;
import io.partita.workloads.generator.internal.IgnoreUpdates;
import io.partita.workloads.generator.internal.Limit;
import io.partita.workloads.generator.internal.Mapped;
import io.partita.workloads.generator.internal.Named;
import io.partita.workloads.generator.internal.OnThreads;
import io.partita.workloads.generator.internal.OnUpdate;
import io.partita.workloads.generator.internal.Phases;
import io.partita.workloads.generator.internal.ProcessLimit;
import io.partita.workloads.generator.internal.RequireProgress;
import io.partita.workloads.generator.internal.Stagger;
import io.partita.workloads.generator.internal.Synchronize;
import io.partita.workloads.generator.internal.TimeLimit;
import io.partita.workloads.generator.internal.Times;
import io.partita.workloads.generator.internal.Traced;
import io.partita.workloads.generator.internal.Until;
import io.partita.workloads.generator.internal.UntilOk;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
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

    /**
     * This generator after {@code event} became part of the history: an invocation, a completion, or, while the load goes on,
     * an event of the nemesis, which belongs to no thread ({@link Faults} understands them).
     */
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

    /** At most the first {@code count} operations. */
    default Generator limit(long count) {
        return new Limit(count, this);
    }

    /** Until {@code limit} after it is first asked. Operations under way are not cut off. */
    default Generator timeLimit(Duration limit) {
        return new TimeLimit(Times.positive(limit, "time limit"), TimeLimit.NOT_STARTED, this);
    }

    /** Until an event, that of an operation or of the nemesis, is {@code enough}. */
    default Generator until(Predicate<Op> enough) {
        return new Until(enough, this);
    }

    /** Until one of its own operations, and not somebody else's, ends as ok. */
    default Generator untilOk() {
        return UntilOk.of(this);
    }

    /** Until more than {@code count} processes could have taken part; each that crashes makes one more. */
    default Generator processLimit(int count) {
        return new ProcessLimit(count, ProcessLimit.NOT_STARTED, this);
    }

    /** At most {@code count} of its operations at once. */
    default Generator concurrencyLimit(int count) {
        return ConcurrencyLimit.of(count, this);
    }

    /**
     * Between two operations, over all threads, a random time that is uniform between zero and twice {@code mean}. A closed
     * loop: what could not begin in time is not made up for, so a stall is not followed by a burst.
     */
    default Generator stagger(Duration mean) {
        return new Stagger(Times.positive(mean, "mean interval"), null, 0, Stagger.NOT_STARTED, this);
    }

    /**
     * Operations exactly {@code interval} apart, the first at once. An open loop: what could not begin in time follows as soon
     * as it can, and the time it was meant for stays its time.
     */
    default Generator delay(Duration interval) {
        return Arrivals.of(Arrivals.Gaps.CONSTANT, Times.positive(interval, "interval"), this);
    }

    /** As {@link #delay}, but each operation comes independently of the others, {@code mean} apart on average. */
    default Generator poisson(Duration mean) {
        return Arrivals.of(Arrivals.Gaps.POISSON, Times.positive(mean, "mean interval"), this);
    }

    /** Changes each operation; events reach this generator as they are in the history, changed. */
    default Generator map(UnaryOperator<Template> change) {
        return new Mapped("map", change, this);
    }

    /** Other names for functions; those that {@code names} does not have stay. */
    default Generator rename(Map<String, String> names) {
        Map<String, String> copy = Map.copyOf(names);
        return new Mapped("rename", op -> new Template(copy.getOrDefault(op.f(), op.f()), op.key(), op.value()), this);
    }

    /** Only the operations that {@code keep} wants. */
    default Generator filter(Predicate<Template> keep) {
        return new Filter(keep, this);
    }

    /** Lets {@code reaction} decide what an event makes of this generator. */
    default Generator onUpdate(Reaction reaction) {
        return new OnUpdate(reaction, this);
    }

    /** Keeps events away from this generator. */
    default Generator ignoreUpdates() {
        return new IgnoreUpdates(this);
    }

    /** Only threads {@code from} (inclusive) to {@code to} (exclusive) run it. */
    default Generator onThreads(int from, int to) {
        return new OnThreads(from, to, this);
    }

    /** Each thread runs it, independently of the others. */
    default Generator eachThread() {
        return new EachThread(thread -> this, null);
    }

    /** Each process runs it, independently of the others: a thread whose process crashed begins anew. */
    default Generator eachProcess() {
        return EachProcess.onEveryThread(this);
    }

    /** Its first operation for ever, drawn anew each time. */
    default Generator repeat() {
        return Cycle.forEver("repeat", limit(1));
    }

    /** Its first operation {@code times} times, drawn anew each time. */
    default Generator repeat(long times) {
        return Cycle.times("repeat", times, limit(1));
    }

    /** From its beginning, drawing anew, whenever it is exhausted. */
    default Generator cycle() {
        return Cycle.forEver("cycle", this);
    }

    /** As {@link #cycle()}, {@code times} times in all. */
    default Generator cycle(long times) {
        return Cycle.times("cycle", times, this);
    }

    /** Begins when no operation is under way. */
    default Generator synchronize() {
        return new Synchronize(this);
    }

    /** Then {@code next}, as soon as this is exhausted and no operation is under way. */
    default Generator then(Generator next) {
        return Phases.of(List.of(this, next), true);
    }

    /** Then {@code next}, as soon as this is exhausted. */
    default Generator concat(Generator next) {
        return Phases.of(List.of(this, next), false);
    }

    /**
     * Is an error as soon as it has offered nothing for {@code limit} while no operation was under way: nothing that it waits
     * for can come then. A time that it says it waits for comes before that.
     */
    default Generator requireProgress(Duration limit) {
        return new RequireProgress(Times.positive(limit, "limit"), RequireProgress.GOING, this);
    }

    /** Keeps each offer for {@code time}: for a generator that takes long to ask. */
    default Generator cached(Duration time) {
        return Cached.of(Times.positive(time, "time to keep an offer"), this);
    }

    /** Tells {@code to} every question and every event that reach it, each line beginning with {@code label}. */
    default Generator traced(String label, Consumer<String> to) {
        return new Traced(label, to, this);
    }

    /** Gives it a name for messages; its random choices depend on the name and not on its place among its siblings. */
    default Generator named(String name) {
        return new Named(name, this);
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
