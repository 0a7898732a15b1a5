package io.partita.workloads.generator.internal;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Seed;
import io.partita.workloads.generator.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** One run in virtual time. Not thread-safe. */
public final class SimulatedRun {

    /** How often a generator may move on between two events without an operation or a pause. */
    private static final int MOST_MOVES = 100_000;

    /** How long a generator waits that does not say how long. */
    private static final long A_LITTLE = 1_000_000;

    private record UnderWay(long end, long number, long due, Invocation invocation, Completion completion) {}

    private record FaultStep(long at, String name, Map<String, Object> value) {}

    private final Simulation simulation;
    private final Seed latencies;
    private final SimulatedThreads threads;
    private final PriorityQueue<UnderWay> running =
            new PriorityQueue<>(Comparator.comparingLong(UnderWay::end).thenComparingLong(UnderWay::number));
    private final PriorityQueue<FaultStep> faults = new PriorityQueue<>(Comparator.comparingLong(FaultStep::at));
    private final List<Op> events = new ArrayList<>();
    private final List<Long> due = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Generator generator;
    private long operations;

    public SimulatedRun(Simulation simulation, Generator generator) {
        this.simulation = simulation;
        Seed seed = Seed.of(simulation.seed());
        this.latencies = seed.child("system");
        this.threads = new SimulatedThreads(simulation.threads(), seed);
        for (Simulation.Fault fault : simulation.faults()) {
            faults.add(step(fault.from(), fault.name(), "inject", "provenActive"));
            faults.add(step(fault.to(), fault.name(), "recover", "provenHealed"));
        }
        this.generator = Generators.checked(generator.seeded(seed.child("generator")));
    }

    private static FaultStep step(Duration at, String name, String action, String proof) {
        return new FaultStep(at.toNanos(), name, Map.of("action", action, proof, true));
    }

    /** Runs to the end. */
    public void finish() {
        while (step()) {
            if (events.size() > simulation.mostEvents()) {
                throw new IllegalStateException("more than " + simulation.mostEvents() + " events and no end: "
                        + generator.name() + " needs a limit, or the simulation a higher one");
            }
        }
    }

    /** Runs until there are so many events, or to the end. */
    public void advance(int count) {
        while (events.size() < count && step()) {
            // on
        }
    }

    public Simulation.Result result() {
        return new Simulation.Result(events, due, notes);
    }

    /** One event more, unless the run is over. */
    private boolean step() {
        for (int moves = 0; moves < MOST_MOVES; moves++) {
            Generator.Offer offer = generator.offer(threads);
            if (offer instanceof Generator.Moved moved) {
                generator = moved.rest();
                if (moved.note() != null) {
                    notes.add(moved.note());
                }
            } else if (offer instanceof Generator.Ready ready) {
                return endsBefore(Math.max(ready.time(), threads.time())) ? complete() : invoke(ready);
            } else if (offer instanceof Generator.Pending pending) {
                long again = pending.until() > threads.time() ? pending.until() : threads.time() + A_LITTLE;
                if (endsBefore(again)) {
                    return complete();
                }
                await(again);
                moves = 0;
            } else {
                return !running.isEmpty() && complete();
            }
        }
        throw GeneratorException.bug(generator, "moved on " + MOST_MOVES + " times without an operation");
    }

    private boolean endsBefore(long time) {
        return nextEnd() <= time && !(running.isEmpty() && faults.isEmpty());
    }

    /** When the next operation ends or the next step of a fault comes. */
    private long nextEnd() {
        long end = running.isEmpty() ? Long.MAX_VALUE : running.peek().end();
        return faults.isEmpty() ? end : Math.min(end, faults.peek().at());
    }

    private void await(long time) {
        if (time == Long.MAX_VALUE) {
            Probe probe = new Probe(threads);
            generator.offer(probe);
            throw GeneratorException.waiting(
                    probe.path(generator), "waits for an event, but nothing is under way that could end");
        }
        threads.advanceTo(time);
        requireTime();
    }

    private void requireTime() {
        if (threads.time() > simulation.mostTime().toNanos()) {
            throw new IllegalStateException("more than " + simulation.mostTime() + " passed and no end: "
                    + generator.name() + " needs a time limit, or the simulation a higher one");
        }
    }

    private boolean invoke(Generator.Ready ready) {
        Invocation invocation = ready.invocation();
        threads.advanceTo(Math.max(ready.time(), threads.time()));
        requireTime();
        Simulation.Outcome outcome = simulation.system().perform(invocation, latencies.random(operations));
        long end = Times.after(threads.time(), outcome.latency().toNanos());
        running.add(new UnderWay(end, operations++, ready.time(), invocation, outcome.completion()));
        threads.begin(invocation.process());
        generator = ready.rest();
        happen(OpType.INVOKE, invocation, invocation.value(), null, ready.time());
        return true;
    }

    private boolean complete() {
        if (!faults.isEmpty()
                && (running.isEmpty() || faults.peek().at() <= running.peek().end())) {
            return strike();
        }
        UnderWay done = running.poll();
        threads.advanceTo(done.end());
        requireTime();
        Completion completion = done.completion();
        threads.end(done.invocation().process(), completion.type());
        happen(completion.type(), done.invocation(), completion.value(), completion.error(), done.due());
        return true;
    }

    private boolean strike() {
        FaultStep fault = faults.poll();
        threads.advanceTo(Math.max(fault.at(), threads.time()));
        requireTime();
        happen(new Op(events.size(), threads.time(), Op.NEMESIS, OpType.INFO, fault.name(), null, fault.value(), null));
        due.add(threads.time());
        return true;
    }

    private void happen(OpType type, Invocation invocation, Object value, String error, long dueAt) {
        happen(new Op(
                events.size(),
                threads.time(),
                invocation.process(),
                type,
                invocation.f(),
                invocation.key(),
                value,
                error));
        due.add(dueAt);
    }

    private void happen(Op event) {
        events.add(event);
        generator = generator.update(threads, event);
    }
}
