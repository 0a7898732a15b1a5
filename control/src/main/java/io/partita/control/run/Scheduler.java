package io.partita.control.run;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Turns a generator's offers into operations performed by worker threads, and gives every event its place in the
 * history.
 *
 * <p>One thread, the caller of {@link #run}, orders everything: it takes completions, starts fault steps, asks the
 * generator, and records. An invocation is recorded before its worker sees it, a completion after the worker returned
 * it: the recorded interval of an operation can only be wider than the real one, which never makes a correct history
 * look wrong. Completions are taken before new work is asked for, so that a busy generator does not inflate latencies.
 *
 * <p>Processes: thread i begins as process i. After an indeterminate operation its process is over and the thread goes
 * on as process + number of threads, with a fresh client. Thread i talks to node i modulo the number of nodes.
 */
final class Scheduler implements AutoCloseable {

    /** How long to wait before a generator that had nothing is asked again without an event. */
    private static final long PENDING_NANOS = 1_000_000;

    /** How often operations under way are searched for one that outlived its limit. */
    private static final long OVERDUE_CHECK_NANOS = 100_000_000;

    /** How long a worker may take to close its client at the end. */
    private static final long CLOSE_MILLIS = 2_000;

    private final List<String> nodes;
    private final Client.Factory clients;
    private final Recorder recorder;
    private final LongSupplier clock;
    private final long operationLimit;

    private final Queue<Worker.Done> completions = new ConcurrentLinkedQueue<>();
    private final Thread self = Thread.currentThread();
    private final Worker[] workers;
    private final FreeThreads free;
    private final int[] processes;
    private final Invocation[] underWay;
    private final long[] begunAt;
    private final State state = new State();

    private volatile boolean stopped;
    private long now;
    private long index;
    private long lastTime;
    private long overdueCheckAt;
    private Generator generator;

    /**
     * Must be made by the thread that will call {@link #run}.
     *
     * @param threads number of client threads
     * @param nodes the nodes' names
     * @param clients opens clients
     * @param recorder takes the history
     * @param clock nanoseconds since the load began, monotonic
     * @param operationLimit how long a client may take for one operation before it is given up as indeterminate
     */
    Scheduler(
            int threads,
            List<String> nodes,
            Client.Factory clients,
            Recorder recorder,
            LongSupplier clock,
            Duration operationLimit) {
        this.nodes = List.copyOf(nodes);
        this.clients = clients;
        this.recorder = recorder;
        this.clock = clock;
        this.operationLimit = operationLimit.toNanos();
        workers = new Worker[threads];
        free = new FreeThreads(threads);
        processes = new int[threads];
        underWay = new Invocation[threads];
        begunAt = new long[threads];
        for (int thread = 0; thread < threads; thread++) {
            processes[thread] = thread;
            workers[thread] = newWorker(thread);
        }
    }

    private Worker newWorker(int thread) {
        Worker worker = new Worker(thread, nodes.get(thread % nodes.size()), clients, completions, self, clock);
        worker.start();
        return worker;
    }

    /** Begins nothing more from now on; {@link #run} returns when what is under way has ended. Any thread may call. */
    void stop() {
        stopped = true;
        LockSupport.unpark(self);
    }

    /** Takes back {@link #stop}, so that a next phase can run. Only the thread that calls {@link #run} may call. */
    void resume() {
        stopped = false;
    }

    /**
     * Runs {@code phase} until it is exhausted and everything under way has ended. May be called again for a next
     * phase; process numbers and indices go on.
     *
     * @throws InterruptedException if the thread is interrupted; operations under way are left as they are
     */
    void run(Generator phase, FaultDriver faults) throws InterruptedException {
        generator = phase;
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            now = clock.getAsLong();
            takeCompletions();
            takeFault(faults);
            giveUpOverdue();
            if (stopped) {
                faults.cancelRest();
            }
            if (!faults.isBusy() && faults.nextDue() <= now) {
                record(faults.begin(() -> LockSupport.unpark(self)));
                continue;
            }
            Generator.Offer offer = stopped ? Generator.Exhausted.INSTANCE : generator.offer(state);
            if (offer instanceof Generator.Ready ready) {
                if (ready.time() <= now) {
                    begin(ready);
                } else {
                    park(Math.min(ready.time(), faults.nextDue()));
                }
            } else if (offer instanceof Generator.Moved moved) {
                generator = moved.rest();
            } else if (offer instanceof Generator.Pending pending) {
                park(Math.min(askAgainAt(pending), faults.nextDue()));
            } else if (free.isFull() && !faults.isBusy() && faults.nextDue() == Long.MAX_VALUE) {
                recorder.flush();
                return;
            } else {
                park(Math.min(now + OVERDUE_CHECK_NANOS, faults.nextDue()));
            }
        }
    }

    /** When a generator that had nothing is to be asked again if no event comes before. */
    private long askAgainAt(Generator.Pending pending) {
        return pending.until() > now ? Math.min(pending.until(), now + OVERDUE_CHECK_NANOS) : now + PENDING_NANOS;
    }

    /** Records an event of the nemesis that did not come from a step of the schedule. */
    void recordFault(String fault, Map<String, Object> value) {
        record(Op.NEMESIS, OpType.INFO, fault, null, value, null, clock.getAsLong());
    }

    private void begin(Generator.Ready ready) {
        Invocation invocation = ready.invocation();
        int thread = state.thread(invocation.process());
        if (!free.contains(thread) || processes[thread] != invocation.process()) {
            throw new IllegalStateException("the generator offered " + invocation + " to process "
                    + invocation.process() + ", which is not free: its thread " + thread + " is process "
                    + processes[thread] + (free.contains(thread) ? "" : ", with an operation under way"));
        }
        generator = ready.rest();
        free.remove(thread);
        underWay[thread] = invocation;
        begunAt[thread] = now;
        Op op = record(
                invocation.process(), OpType.INVOKE, invocation.f(), invocation.key(), invocation.value(), null, now);
        generator = generator.update(state, op);
        workers[thread].begin(invocation);
    }

    private void takeCompletions() {
        Worker.Done done;
        while ((done = completions.poll()) != null) {
            int thread = done.worker().index();
            if (workers[thread] == done.worker()) {
                complete(thread, done.invocation(), done.completion(), done.time());
            }
        }
    }

    private void complete(int thread, Invocation invocation, Completion completion, long time) {
        underWay[thread] = null;
        free.add(thread);
        // Completions are observed in another order than they are taken; the history's times never run backwards.
        Op op = record(
                invocation.process(),
                completion.type(),
                invocation.f(),
                invocation.key(),
                completion.value(),
                completion.error(),
                Math.max(time, lastTime));
        if (completion.type() == OpType.INFO) {
            processes[thread] += workers.length;
        }
        generator = generator.update(state, op);
    }

    private void giveUpOverdue() {
        if (now < overdueCheckAt) {
            return;
        }
        overdueCheckAt = now + OVERDUE_CHECK_NANOS;
        for (int thread = 0; thread < workers.length; thread++) {
            Invocation invocation = underWay[thread];
            if (invocation != null && now - begunAt[thread] > operationLimit) {
                workers[thread].abandon();
                workers[thread] = newWorker(thread);
                String error = "abandoned: no answer from the client within " + operationLimit / 1_000_000 + " ms";
                complete(thread, invocation, Completion.info(invocation, error), now);
            }
        }
    }

    private void takeFault(FaultDriver faults) {
        FaultDriver.Event outcome = faults.poll();
        if (outcome != null) {
            record(outcome);
        }
    }

    private void record(FaultDriver.Event event) {
        recordFault(event.f(), event.value());
    }

    private Op record(int process, OpType type, String f, Object key, Object value, String error, long time) {
        lastTime = Math.max(lastTime, time);
        Op op = new Op(index++, lastTime, process, type, f, key, value, error);
        recorder.record(op);
        return op;
    }

    private void park(long until) {
        recorder.flush();
        if (completions.isEmpty()) {
            long nanos = until - clock.getAsLong();
            if (nanos > 0) {
                LockSupport.parkNanos(this, nanos);
            }
        }
    }

    /** Ends the workers and their clients; operations under way are interrupted. */
    @Override
    public void close() {
        for (Worker worker : workers) {
            if (underWay[worker.index()] == null) {
                worker.end();
            } else {
                worker.abandon();
            }
        }
        long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
        try {
            for (Worker worker : workers) {
                worker.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class State implements Generator.Context {

        @Override
        public long time() {
            return now;
        }

        @Override
        public int threads() {
            return workers.length;
        }

        @Override
        public boolean isFree(int thread) {
            return free.contains(thread);
        }

        @Override
        public boolean isIdle() {
            return free.isFull();
        }

        @Override
        public int process(int thread) {
            return processes[thread];
        }

        @Override
        public int freeThread(int from, int to) {
            return free.longestFree(from, to);
        }
    }
}
