package io.partita.control.run;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Turns a generator's offers into operations performed by a crew of workers, and gives every event its place in the
 * history. Time, threads and clients are the {@link Crew}'s; everything here follows from what it delivers.
 *
 * <p>One thread, the caller of {@link #run}, orders everything: it takes completions, starts fault steps, asks the
 * generator, and records. An invocation is recorded before its worker sees it, a completion after the worker returned
 * it: the recorded interval of an operation can only be wider than the real one, which never makes a correct history
 * look wrong. Completions are taken before new work is asked for, so that a busy generator does not inflate latencies.
 *
 * <p>Processes: thread i begins as process i. After an indeterminate operation its process is over and the thread goes
 * on as process + number of threads, with a fresh client.
 *
 * <p>Events are recorded one by one and made to survive the death of this process in groups: before every wait, and at
 * least every millisecond while there is none.
 */
final class Scheduler implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Scheduler.class);

    /** How long to wait before a generator that had nothing is asked again without an event. */
    private static final long PENDING_NANOS = 1_000_000;

    /** How often operations under way are searched for one that outlived its limit. */
    private static final long OVERDUE_CHECK_NANOS = 100_000_000;

    /** How old an event may become before it is flushed. */
    private static final long FLUSH_NANOS = 1_000_000;

    private final Crew crew;
    private final Recorder recorder;
    private final long operationLimit;

    private final int threads;
    private final FreeThreads free;
    private final int[] processes;
    private final Invocation[] underWay;
    private final long[] begunAt;
    private final State state = new State();
    private final Crew.Taker completer = this::complete;
    private final Answering answering = new Answering();

    private volatile boolean stopped;
    private long now;
    private long index;
    private long invocations;
    private long lastTime;
    private long overdueCheckAt;
    private long flushAt;
    private Generator generator;

    /**
     * A scheduler for all workers of {@code crew}, which it closes with itself.
     *
     * @param threads number of client threads, each a worker
     * @param recorder takes the history
     * @param operationLimit how long a client may take for one operation before it is given up as indeterminate
     */
    Scheduler(int threads, Crew crew, Recorder recorder, Duration operationLimit) {
        this.threads = threads;
        this.crew = crew;
        this.recorder = recorder;
        this.operationLimit = operationLimit.toNanos();
        free = new FreeThreads(threads);
        processes = new int[threads];
        underWay = new Invocation[threads];
        begunAt = new long[threads];
        for (int thread = 0; thread < threads; thread++) {
            processes[thread] = thread;
        }
    }

    /** Begins nothing more from now on; {@link #run} returns when what is under way has ended. Any thread may call. */
    void stop() {
        stopped = true;
        crew.wake();
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
            now = crew.now();
            crew.deliver(completer);
            takeFault(faults);
            giveUpOverdue();
            flushInTime();
            if (stopped) {
                faults.cancelRest();
            }
            if (!faults.isBusy() && faults.nextDue() <= now) {
                happen(faults.begin(crew::wake));
                continue;
            }
            Generator.Offer offer = stopped ? Generator.Exhausted.INSTANCE : offer();
            if (offer instanceof Generator.Ready ready) {
                if (ready.time() <= now) {
                    begin(ready);
                } else {
                    await(Math.min(ready.time(), faults.nextDue()));
                }
            } else if (offer instanceof Generator.Moved moved) {
                generator = moved.rest();
                if (moved.note() != null) {
                    LOG.info("generator: {}", moved.note());
                }
            } else if (offer instanceof Generator.Pending pending) {
                await(Math.min(askAgainAt(pending), faults.nextDue()));
            } else if (free.isFull() && !faults.isBusy() && faults.nextDue() == Long.MAX_VALUE) {
                recorder.flush();
                return;
            } else {
                await(Math.min(now + OVERDUE_CHECK_NANOS, faults.nextDue()));
            }
        }
    }

    /** When a generator that had nothing is to be asked again if no event comes before. */
    private long askAgainAt(Generator.Pending pending) {
        return pending.until() > now ? Math.min(pending.until(), now + OVERDUE_CHECK_NANOS) : now + PENDING_NANOS;
    }

    /** Records an event of the nemesis between phases, of which no generator is told. */
    void recordFault(String fault, Map<String, Object> value) {
        record(Op.NEMESIS, OpType.INFO, fault, null, value, null, crew.now());
    }

    private void happen(FaultDriver.Event event) {
        update(record(Op.NEMESIS, OpType.INFO, event.f(), null, event.value(), null, crew.now()));
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
        invocations++;
        free.remove(thread);
        underWay[thread] = invocation;
        begunAt[thread] = now;
        recorder.meantFor(Math.min(ready.time(), now));
        Op op = record(
                invocation.process(), OpType.INVOKE, invocation.f(), invocation.key(), invocation.value(), null, now);
        update(op);
        crew.begin(thread, invocation);
    }

    private void complete(int thread, Completion completion, long time) {
        Invocation invocation = underWay[thread];
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
            processes[thread] += threads;
        }
        update(op);
    }

    private Generator.Offer offer() {
        answering.enter(now);
        try {
            return generator.offer(state);
        } finally {
            answering.exit(now);
        }
    }

    private void update(Op event) {
        answering.enter(now);
        try {
            generator = generator.update(state, event);
        } finally {
            answering.exit(now);
        }
    }

    /**
     * Gives up on the generator, and with it on the thread in {@link #run}, if it has been asked longer than {@code limit}
     * ago and has not answered; answers whether it has. That thread then does nothing more. Any thread may call.
     */
    boolean leaveIfStuck(Duration limit) {
        return answering.leaveIfSince(crew.now() - limit.toNanos());
    }

    /** How many operations were begun. When {@link #run} is over, or was left. */
    long invocations() {
        return invocations;
    }

    private void giveUpOverdue() {
        if (now < overdueCheckAt) {
            return;
        }
        overdueCheckAt = now + OVERDUE_CHECK_NANOS;
        for (int thread = 0; thread < threads; thread++) {
            Invocation invocation = underWay[thread];
            if (invocation != null && now - begunAt[thread] > operationLimit) {
                crew.abandon(thread);
                String error = "abandoned: no answer from the client within " + operationLimit / 1_000_000 + " ms";
                complete(thread, Completion.info(invocation, error), now);
            }
        }
    }

    private void takeFault(FaultDriver faults) {
        FaultDriver.Event outcome = faults.poll();
        if (outcome != null) {
            happen(outcome);
        }
    }

    private Op record(int process, OpType type, String f, Object key, Object value, String error, long time) {
        lastTime = Math.max(lastTime, time);
        Op op = new Op(index++, lastTime, process, type, f, key, value, error);
        recorder.record(op);
        return op;
    }

    private void flushInTime() {
        if (now >= flushAt) {
            recorder.flush();
            flushAt = now + FLUSH_NANOS;
        }
    }

    private void await(long until) {
        if (!crew.linger(until)) {
            recorder.flush();
            crew.await(until);
        }
    }

    /** Ends the crew; operations under way are interrupted. */
    @Override
    public void close() {
        crew.close();
    }

    private final class State implements Generator.Context {

        @Override
        public long time() {
            return now;
        }

        @Override
        public int threads() {
            return threads;
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
