package io.partita.checker.simulation;

import io.partita.checker.history.OpType;
import io.partita.checker.simulation.SimulatedObject.Effect;
import io.partita.checker.simulation.SimulatedObject.Fate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A discrete-event simulation of clients that use one atomic object.
 *
 * <p>Every client invokes, waits for the completion, thinks and goes on. An answered call takes effect at one instant
 * between its invocation and its completion. A crashed call takes effect at some time after its invocation, even after
 * its client has given up, or never; its client goes on under a new process number. A refused call has no effect.
 * Therefore what is recorded is linearizable.
 */
final class Simulation {

    private static final double MEAN_LATENCY = 1e6;
    private static final double MEAN_THINKING = 0.5e6;
    private static final double REFUSED = 0.01;
    /** How many latencies late the effect of a crashed call may be. */
    private static final int LATE = 5;

    private record Step(long time, long number, Runnable action) {}

    private final SimulatedObject object;
    private final Recipe recipe;
    private final Random random;
    private final Recording recording = new Recording();
    private final PriorityQueue<Step> agenda =
            new PriorityQueue<>(Comparator.comparingLong(Step::time).thenComparingLong(Step::number));
    /** Calls that wait for the object, the longest waiting first. */
    private final Deque<Call> waiting = new ArrayDeque<>();

    private final int[] processes;
    private long now;
    private long steps;
    private int operationsLeft;

    Simulation(Recipe recipe, SimulatedObject object, Random random) {
        this.recipe = recipe;
        this.object = object;
        this.random = random;
        this.processes = new int[recipe.clients()];
    }

    Recording run() {
        List<Call> epilogue = object.epilogue(random);
        operationsLeft = recipe.operations() - epilogue.size();
        for (int client = 0; client < processes.length; client++) {
            processes[client] = client;
            int starting = client;
            in(duration(MEAN_LATENCY), () -> invoke(starting));
        }
        while (!agenda.isEmpty()) {
            Step step = agenda.poll();
            now = Math.max(step.time(), now + 1);
            step.action().run();
        }
        epilogue.forEach(this::alone);
        return recording;
    }

    private void invoke(int client) {
        if (operationsLeft == 0) {
            return;
        }
        operationsLeft--;
        Call call = object.ask(client, random);
        call.process = processes[client];
        recording.invoked(call, now);
        long latency = duration(MEAN_LATENCY);
        Fate fate = object.fate(call);
        if (fate != Fate.ALWAYS_EFFECTIVE && random.nextDouble() < REFUSED) {
            in(latency, () -> complete(call, OpType.FAIL));
        } else if (random.nextDouble() < recipe.crashes()) {
            if (fate == Fate.ALWAYS_EFFECTIVE || fate == Fate.ANY && random.nextBoolean()) {
                in((long) (random.nextDouble() * LATE * latency), () -> apply(call));
            }
            in(2 * latency, () -> crash(call));
        } else {
            long effect = (long) (random.nextDouble() * latency);
            in(effect, () -> answer(call, latency - effect));
        }
    }

    /** The call takes effect, or begins to wait, and completes {@code rest} after its effect. */
    private void answer(Call call, long rest) {
        if (object.apply(call) == Effect.WAITS) {
            waiting.addLast(call);
        } else {
            in(rest, () -> complete(call, call.refused ? OpType.FAIL : OpType.OK));
            wake();
        }
    }

    /** The effect of a call whose answer nobody will see. */
    private void apply(Call call) {
        if (object.apply(call) == Effect.DONE) {
            wake();
        }
    }

    private void wake() {
        while (!waiting.isEmpty() && object.apply(waiting.peekFirst()) == Effect.DONE) {
            Call call = waiting.pollFirst();
            in(duration(MEAN_THINKING), () -> complete(call, call.refused ? OpType.FAIL : OpType.OK));
        }
    }

    private void complete(Call call, OpType outcome) {
        recording.completed(call, outcome, now);
        if (outcome == OpType.OK) {
            object.acknowledged(call);
        }
        in(duration(MEAN_THINKING), () -> invoke(call.client));
    }

    private void crash(Call call) {
        processes[call.client] += processes.length;
        complete(call, OpType.INFO);
    }

    /** A call that begins when nothing else is under way and ends before anything else begins. */
    private void alone(Call call) {
        call.process = processes[call.client];
        recording.invoked(call, ++now);
        object.apply(call);
        recording.completed(call, OpType.OK, ++now);
    }

    private void in(long nanos, Runnable action) {
        agenda.add(new Step(now + 1 + nanos, steps++, action));
    }

    /** Exponentially distributed, and the same on every machine. */
    private long duration(double mean) {
        return (long) (-mean * StrictMath.log(1 - random.nextDouble()));
    }
}
