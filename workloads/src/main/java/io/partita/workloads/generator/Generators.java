package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.internal.Any;
import io.partita.workloads.generator.internal.Checked;
import io.partita.workloads.generator.internal.Cycle;
import io.partita.workloads.generator.internal.Limit;
import io.partita.workloads.generator.internal.Nothing;
import io.partita.workloads.generator.internal.OnThreads;
import io.partita.workloads.generator.internal.Phases;
import io.partita.workloads.generator.internal.Stagger;
import io.partita.workloads.generator.internal.Stream;
import io.partita.workloads.generator.internal.Ties;
import io.partita.workloads.generator.internal.TimeLimit;
import io.partita.workloads.generator.internal.Times;
import io.partita.workloads.generator.internal.Until;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Makes and combines generators. All are pure and immutable; those that choose take a seed. Illegal arguments are
 * refused here, before a run begins.
 */
public final class Generators {

    private Generators() {}

    /** No operation at all. */
    public static Generator none() {
        return Nothing.INSTANCE;
    }

    /** Endless operations drawn from {@code source}, each for the thread that has been free longest. */
    public static Generator stream(long seed, Template.Source source) {
        return new Stream(Seed.of(seed), 0, source);
    }

    /** Exactly this operation, once. */
    public static Generator once(Template template) {
        return limit(1, stream(0, (number, random) -> template));
    }

    /** At most the first {@code count} operations of {@code generator}. */
    public static Generator limit(long count, Generator generator) {
        return new Limit(count, generator);
    }

    /**
     * The operations of {@code generator} until {@code limit} after it is first asked. Operations under way are not cut
     * off.
     */
    public static Generator timeLimit(Duration limit, Generator generator) {
        return new TimeLimit(Times.positive(limit, "time limit"), TimeLimit.NOT_STARTED, generator);
    }

    /** The operations of {@code generator} until an event, an invocation or a completion, is {@code enough}. */
    public static Generator until(Predicate<Op> enough, Generator generator) {
        return new Until(enough, generator);
    }

    /**
     * Spreads the operations of {@code generator} over time: between two of them, over all threads, lies a random time
     * that is uniform between zero and twice {@code mean}.
     */
    public static Generator stagger(Duration mean, long seed, Generator generator) {
        return new Stagger(Times.positive(mean, "mean interval"), Seed.of(seed), 0, Stagger.NOT_STARTED, generator);
    }

    /** Only threads {@code from} (inclusive) to {@code to} (exclusive) run {@code generator}. */
    public static Generator onThreads(int from, int to, Generator generator) {
        return new OnThreads(from, to, generator);
    }

    /** The generators side by side; each operation is the earliest that any of them offers, ties to the first. */
    public static Generator together(List<Generator> generators) {
        return Any.of(generators, Ties.ORDERED, false);
    }

    /** On each of {@code threads} threads its own generator, {@code generators.apply(thread)}. */
    public static Generator eachThread(int threads, IntFunction<Generator> generators) {
        return together(IntStream.range(0, threads)
                .mapToObj(thread -> onThreads(thread, thread + 1, generators.apply(thread)))
                .toList());
    }

    /** One generator after another; each begins when the one before is exhausted and every thread is free. */
    public static Generator phases(List<Generator> generators) {
        return Phases.of(generators, true);
    }

    /** {@code generators.apply(0)}, then {@code generators.apply(1)} as soon as that is exhausted, and so on for ever. */
    public static Generator cycle(LongFunction<Generator> generators) {
        return Cycle.of(round -> Optional.of(generators.apply(round)));
    }

    /**
     * {@code generator} with every answer looked at: what it offers must be possible in the situation in which it was
     * asked. Generators that are not made here are checked anyway as soon as they are combined.
     *
     * @return one that throws {@link GeneratorException} at the first answer that breaks a rule
     */
    public static Generator checked(Generator generator) {
        return new Checked(generator, null);
    }
}
