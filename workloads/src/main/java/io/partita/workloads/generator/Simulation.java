package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.internal.SimulatedRun;
import io.partita.workloads.generator.internal.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Runs a generator in virtual time, without threads and without a system: what a run of it looks like is known in
 * milliseconds, and the same at every repetition. Every answer of the generator is checked. Immutable, safe for use by
 * several threads.
 *
 * @param threads number of client threads
 * @param system how operations end
 * @param seed where random choices come from, those of the generator and those of {@code system}
 * @param mostEvents how many events there may be before the generator counts as a runaway
 * @param mostTime how much virtual time may pass before it counts as one
 * @param faults what the nemesis does meanwhile; operations do not feel it, unless {@code system} lets them
 */
public record Simulation(
        int threads, System system, long seed, long mostEvents, Duration mostTime, List<Fault> faults) {

    private static final long MOST_EVENTS = 1_000_000;
    private static final Duration MOST_TIME = Duration.ofDays(1);

    public Simulation {
        Objects.requireNonNull(system, "system is null");
        Times.positive(mostTime, "virtual time");
        faults = List.copyOf(faults);
        if (threads <= 0) {
            throw new IllegalArgumentException("cannot simulate " + threads + " threads: give 1 or more");
        }
        if (mostEvents <= 0) {
            throw new IllegalArgumentException("cannot simulate " + mostEvents + " events: give 1 or more");
        }
    }

    /**
     * A fault as generators see it.
     *
     * @param name as a plan calls it
     * @param from when it is proven active, after the run began
     * @param to when it is proven healed
     */
    public record Fault(String name, Duration from, Duration to) {
        public Fault {
            Objects.requireNonNull(name, "name is null");
            if (from.isNegative() || to.compareTo(from) < 0) {
                throw new IllegalArgumentException("a fault cannot last from " + from + " to " + to);
            }
        }
    }

    /** Says how operations end. Pure: what is random comes from the argument. */
    @FunctionalInterface
    public interface System {

        /** What becomes of {@code invocation}, which begins now, and when. */
        Outcome perform(Invocation invocation, RandomGenerator random);
    }

    /**
     * How an operation ends.
     *
     * @param latency how long it takes
     */
    public record Outcome(Duration latency, Completion completion) {
        public Outcome {
            Objects.requireNonNull(completion, "completion is null");
            if (latency.isNegative()) {
                throw new IllegalArgumentException("an operation cannot take " + latency);
            }
        }
    }

    /**
     * What came of a generator.
     *
     * @param events the history
     * @param due of each event, when its operation was meant to begin, in ns since the run began
     * @param notes the lines for the log
     */
    public record Result(List<Op> events, List<Long> due, List<String> notes) {
        public Result {
            events = List.copyOf(events);
            due = List.copyOf(due);
            notes = List.copyOf(notes);
        }
    }

    /** Operations on {@code threads} threads that end as {@code system} says. */
    public static Simulation of(int threads, System system) {
        return new Simulation(threads, system, 0, MOST_EVENTS, MOST_TIME, List.of());
    }

    /** Every operation succeeds at once. */
    public static Simulation quick(int threads) {
        return perfect(threads, Duration.ZERO);
    }

    /** Every operation succeeds after {@code latency}. */
    public static Simulation perfect(int threads, Duration latency) {
        return of(threads, (invocation, random) -> new Outcome(latency, Completion.ok(invocation.value())));
    }

    /** Of every operation it is unknown what became of it, which shows after {@code latency}: each ends its process. */
    public static Simulation perfectInfo(int threads, Duration latency) {
        return of(threads, (invocation, random) -> new Outcome(latency, Completion.info(invocation, "simulated")));
    }

    /** Operations end as ok, fail or info, drawn by lot, after a time up to twice {@code mean}. */
    public static Simulation imperfect(int threads, Duration mean) {
        return of(threads, (invocation, random) -> {
            Duration latency = Duration.ofNanos(random.nextLong(2 * mean.toNanos() + 1));
            return new Outcome(
                    latency,
                    switch (random.nextInt(3)) {
                        case 0 -> Completion.ok(invocation.value());
                        case 1 -> Completion.fail(invocation, "simulated");
                        default -> Completion.info(invocation, "simulated");
                    });
        });
    }

    /** The same with another seed. */
    public Simulation seed(long other) {
        return new Simulation(threads, system, other, mostEvents, mostTime, faults);
    }

    /** The same with other bounds for a runaway generator. */
    public Simulation atMost(long events, Duration time) {
        return new Simulation(threads, system, seed, events, time, faults);
    }

    /** The same with a fault that is proven active at {@code from} and healed at {@code to}, if the run goes on for so long. */
    public Simulation fault(String name, Duration from, Duration to) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(new Fault(name, from, to));
        return new Simulation(threads, system, seed, mostEvents, mostTime, more);
    }

    /**
     * The events of a whole run of {@code generator}.
     *
     * @throws GeneratorException if an answer breaks a rule, or the generator waits for what cannot come
     * @throws IllegalStateException if the run goes on beyond the bounds
     */
    public List<Op> run(Generator generator) {
        return result(generator).events();
    }

    /** The invocations of {@link #run}. */
    public List<Op> invocations(Generator generator) {
        return run(generator).stream().filter(op -> op.type() == OpType.INVOKE).toList();
    }

    /** As {@link #run}, with all that came of it. */
    public Result result(Generator generator) {
        SimulatedRun run = new SimulatedRun(this, generator);
        run.finish();
        return run.result();
    }

    /** The first {@code events} events of a run of {@code generator}, which may be endless. */
    public List<Op> first(int events, Generator generator) {
        SimulatedRun run = new SimulatedRun(this, generator);
        run.advance(events);
        return run.result().events();
    }
}
