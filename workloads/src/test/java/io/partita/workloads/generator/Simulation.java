package io.partita.workloads.generator;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Invocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Runs a generator in virtual time, without threads: every operation takes the same latency and ends as told. */
final class Simulation {

    private final int threads;
    private final long latency;
    private final OpType outcome;

    private Simulation(int threads, long latency, OpType outcome) {
        this.threads = threads;
        this.latency = latency;
        this.outcome = outcome;
    }

    /** {@code threads} threads whose operations succeed after {@code latency} ns. */
    static Simulation perfect(int threads, long latency) {
        return new Simulation(threads, latency, OpType.OK);
    }

    /** {@code threads} threads whose operations all crash after {@code latency} ns. */
    static Simulation crashing(int threads, long latency) {
        return new Simulation(threads, latency, OpType.INFO);
    }

    /** The events of a run of {@code generator}, at most {@code most} of them. */
    List<Op> run(Generator generator, int most) {
        State state = new State(threads);
        List<Op> events = new ArrayList<>();
        var running = new PriorityQueue<Op>(Comparator.comparingLong(Op::time));
        Generator current = generator;
        while (events.size() < most) {
            Generator.Offer offer = current.offer(state);
            if (offer instanceof Generator.Moved moved) {
                current = moved.rest();
                continue;
            }
            boolean completesFirst = !running.isEmpty()
                    && (!(offer instanceof Generator.Ready ready)
                            || running.peek().time() <= ready.time());
            if (completesFirst) {
                Op done = running.poll();
                state.time = Math.max(state.time, done.time());
                state.end(state.thread(done.process()), done.type());
                events.add(done);
                current = current.update(state, done);
            } else if (offer instanceof Generator.Ready ready) {
                state.time = Math.max(state.time, ready.time());
                Op invoked = event(state.time, OpType.INVOKE, ready.invocation());
                state.begin(state.thread(invoked.process()));
                events.add(invoked);
                current = ready.rest().update(state, invoked);
                running.add(event(state.time + latency, outcome, ready.invocation()));
            } else {
                break;
            }
        }
        return events;
    }

    /** Only the invocations of {@link #run}. */
    List<Op> invocations(Generator generator, int most) {
        return run(generator, most).stream()
                .filter(op -> op.type() == OpType.INVOKE)
                .toList();
    }

    private static Op event(long time, OpType type, Invocation invocation) {
        return new Op(0, time, invocation.process(), type, invocation.f(), invocation.key(), invocation.value(), null);
    }

    private static final class State extends TestThreads {
        private long time;

        State(int threads) {
            super(threads);
        }

        @Override
        public long time() {
            return time;
        }
    }
}
