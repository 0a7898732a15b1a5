package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.workloads.generator.internal.Any;
import io.partita.workloads.generator.internal.Await;
import io.partita.workloads.generator.internal.Checked;
import io.partita.workloads.generator.internal.Cycle;
import io.partita.workloads.generator.internal.CycleTimes;
import io.partita.workloads.generator.internal.EachThread;
import io.partita.workloads.generator.internal.FlipFlop;
import io.partita.workloads.generator.internal.Function;
import io.partita.workloads.generator.internal.Lazy;
import io.partita.workloads.generator.internal.Log;
import io.partita.workloads.generator.internal.Mix;
import io.partita.workloads.generator.internal.Nothing;
import io.partita.workloads.generator.internal.Phases;
import io.partita.workloads.generator.internal.Promised;
import io.partita.workloads.generator.internal.Sequence;
import io.partita.workloads.generator.internal.Sleep;
import io.partita.workloads.generator.internal.Stagger;
import io.partita.workloads.generator.internal.Stream;
import io.partita.workloads.generator.internal.Ties;
import io.partita.workloads.generator.internal.Times;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes generators, and combines several; {@link Generator} itself has what changes a single one. All are pure and
 * immutable (but {@link #promised}). Random choices come from the seed that the whole is given, unless one is given here.
 * Illegal arguments are refused here, before a run begins.
 */
public final class Generators {

    private Generators() {}

    /** No operation at all. */
    public static Generator none() {
        return Nothing.INSTANCE;
    }

    /** Exactly this operation, once. */
    public static Generator once(Template template) {
        return sequence(List.of(template));
    }

    /** Each of these operations once, in order; each for the thread that has been free longest. */
    public static Generator sequence(List<Template> templates) {
        return new Sequence(templates, 0);
    }

    /** Endless operations drawn from {@code source}, each for the thread that has been free longest. */
    public static Generator stream(Template.Source source) {
        return new Stream(null, 0, source);
    }

    /** As {@link #stream(Template.Source)}, drawing from a seed of its own. */
    public static Generator stream(long seed, Template.Source source) {
        return new Stream(Seed.of(seed), 0, source);
    }

    /** Operations that {@code maker} makes in view of the situation, until it has no more. */
    public static Generator function(Template.Maker maker) {
        return new Function(null, 0, maker);
    }

    /** {@code generators.apply(0)}, then {@code generators.apply(1)} as soon as that is exhausted, until there is none. */
    public static Generator chain(LongFunction<Optional<Generator>> generators) {
        return Cycle.chain("chain", generators);
    }

    /** {@code generators.apply(0)}, then {@code generators.apply(1)} as soon as that is exhausted, and so on for ever. */
    public static Generator cycle(LongFunction<Generator> generators) {
        return Cycle.endless(generators);
    }

    /** Nothing until {@code promise} is kept, then what it delivers. The run waits for it: a time limit around it is wise. */
    public static Generator promised(CompletableFuture<? extends Generator> promise) {
        return new Promised(promise, null);
    }

    /**
     * Nothing until an event, of an operation or of the nemesis, is {@code awaited}; then it ends: {@code
     * await(Faults.active()).concat(burst)}. What never comes is waited for until a time limit around it ends.
     */
    public static Generator await(Predicate<Op> awaited) {
        return new Await(awaited);
    }

    /** What {@code supplier} makes, made when it is first asked for. */
    public static Generator lazy(Supplier<? extends Generator> supplier) {
        return new Lazy(supplier, null);
    }

    /** Nothing for {@code time}, counted from the first question. */
    public static Generator sleep(Duration time) {
        return new Sleep(Times.positive(time, "time to sleep"), Sleep.NOT_STARTED);
    }

    /** A line for the run's log when its turn comes; no event of the history. */
    public static Generator log(String line) {
        return new Log(line);
    }

    /** Side by side: each operation is the soonest that any offers, ties to the first in the list. */
    public static Generator together(List<Generator> generators) {
        return Any.of(generators, Ties.ORDERED, false);
    }

    /** Side by side: each operation is the soonest that any offers; ties are drawn by lot. */
    public static Generator any(List<Generator> generators) {
        return Any.of(generators, Ties.even(generators.size()), false);
    }

    /** As {@link #any}, where generators with more weight win more ties. */
    public static Generator anyWeighted(List<Weighted> generators) {
        return Any.of(generators(generators), new Ties(weights(generators)), false);
    }

    /** As {@link #any}, but the end of one generator is the end of all. */
    public static Generator shortestAny(List<Generator> generators) {
        return Any.of(generators, Ties.even(generators.size()), true);
    }

    /** Each operation is drawn by lot from one of those that have one now: one that waits holds up no other. */
    public static Generator mix(List<Generator> generators) {
        return Mix.of(generators, Collections.nCopies(generators.size(), 1));
    }

    /** As {@link #mix}, where generators with more weight are drawn more often. */
    public static Generator mixWeighted(List<Weighted> generators) {
        return Mix.of(generators(generators), weights(generators));
    }

    /** One operation of each in turn; ends with the first that has none when it is its turn. */
    public static Generator flipFlop(List<Generator> generators) {
        return FlipFlop.of(generators);
    }

    /** Each in turn for its own time, over and over, none losing its state in between; ends when all are exhausted. */
    public static Generator cycleTimes(List<Turn> turns) {
        return CycleTimes.of(
                turns.stream().map(turn -> turn.time().toNanos()).toList(),
                turns.stream().map(Turn::generator).toList());
    }

    /** One generator after another; each begins when the one before is exhausted and every thread is free. */
    public static Generator phases(List<Generator> generators) {
        return Phases.of(generators, true);
    }

    /** One generator after another; each begins when the one before is exhausted. */
    public static Generator concat(List<Generator> generators) {
        return Phases.of(generators, false);
    }

    /** On each thread its own generator, {@code generators.apply(thread)}. */
    public static Generator eachThread(IntFunction<Generator> generators) {
        return new EachThread(generators, null);
    }

    /** On each of the first {@code threads} threads its own generator, {@code generators.apply(thread)}. */
    public static Generator eachThread(int threads, IntFunction<Generator> generators) {
        return eachThread(generators).onThreads(0, threads);
    }

    /** The first {@code threads} threads run {@code generator}; say on what the others do. */
    public static Reservation reserve(int threads, Generator generator) {
        return new Reservation(List.of(threads), List.of(generator));
    }

    /** As {@link Generator#limit}. */
    public static Generator limit(long count, Generator generator) {
        return generator.limit(count);
    }

    /** As {@link Generator#timeLimit}. */
    public static Generator timeLimit(Duration limit, Generator generator) {
        return generator.timeLimit(limit);
    }

    /** As {@link Generator#until}. */
    public static Generator until(Predicate<Op> enough, Generator generator) {
        return generator.until(enough);
    }

    /** As {@link Generator#onThreads}. */
    public static Generator onThreads(int from, int to, Generator generator) {
        return generator.onThreads(from, to);
    }

    /** As {@link Generator#stagger}, drawing from a seed of its own. */
    public static Generator stagger(Duration mean, long seed, Generator generator) {
        return new Stagger(Times.positive(mean, "mean interval"), Seed.of(seed), 0, Stagger.NOT_STARTED, generator);
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

    private static List<Generator> generators(List<Weighted> weighted) {
        return weighted.stream().map(Weighted::generator).toList();
    }

    private static List<Integer> weights(List<Weighted> weighted) {
        return weighted.stream().map(Weighted::weight).toList();
    }
}
