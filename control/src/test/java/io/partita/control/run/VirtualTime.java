package io.partita.control.run;

import io.partita.nemesis.fault.RunClock;
import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A time that passes only when everybody waits, and threads that take turns: one runs, the others wait for it to wait. So
 * whatever happens in it happens in one order, which the seed fixes.
 *
 * <p>The thread that made it is the scheduler's. It alone moves time on, from one event to the next; among events are the
 * turns of the nemesis, whose code is written to block and needs a thread of its own for that.
 */
final class VirtualTime implements LoadThreads, RunClock {

    private record Event(long at, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(number, other.number);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final SplittableRandom random;
    private final Turns nemesis = new Turns();
    private long now;
    private long numbers;
    /** Until when the scheduler waits. */
    private long horizon;

    VirtualTime(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Lets {@code action} happen {@code nanos} from now, when the scheduler waits. */
    void after(long nanos, Runnable action) {
        events.add(new Event(now + nanos, numbers++, action));
    }

    /** Lets time pass until {@code until}, or until {@code enough}. */
    void pass(long until, BooleanSupplier enough) {
        horizon = until;
        while (!enough.getAsBoolean()) {
            Event next = events.peek();
            if (next == null || next.at() > until) {
                now = Math.max(now, until);
                return;
            }
            events.remove();
            now = Math.max(now, next.at());
            next.action().run();
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public long millis() {
        return now / 1_000_000;
    }

    @Override
    public void sleep(Duration duration) {
        if (nemesis.isMine()) {
            nemesis.sleep(duration.toNanos());
        } else {
            pass(now + duration.toNanos(), () -> false);
        }
    }

    @Override
    public Crew crew(int size, List<String> nodes, Client.Factory clients) {
        return new VirtualCrew(this, random.split(), size, nodes, clients);
    }

    @Override
    public ExecutorService nemesis() {
        return nemesis;
    }

    @Override
    public void drive(Scheduler scheduler, Generator phase, FaultDriver faults) throws InterruptedException {
        scheduler.run(phase, faults);
    }

    /** A thread that runs only in its turns; each ends when it sleeps or has nothing more to do. */
    private final class Turns extends AbstractExecutorService implements Runnable {

        private final Semaphore itsTurn = new Semaphore(0);
        private final Semaphore turnIsOver = new Semaphore(0);
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private Thread thread;
        private boolean ended;

        boolean isMine() {
            return Thread.currentThread() == thread;
        }

        @Override
        public void execute(Runnable task) {
            if (thread == null) {
                thread = new Thread(this, "nemesis in virtual time");
                thread.setDaemon(true);
                thread.start();
            }
            tasks.add(task);
            after(0, this::turn);
        }

        private void turn() {
            itsTurn.release();
            turnIsOver.acquireUninterruptibly();
        }

        @Override
        public void run() {
            itsTurn.acquireUninterruptibly();
            while (!ended) {
                Runnable task = tasks.poll();
                if (task != null) {
                    task.run();
                } else {
                    turnIsOver.release();
                    itsTurn.acquireUninterruptibly();
                }
            }
        }

        void sleep(long nanos) {
            long end = now + nanos;
            if (end <= horizon && (events.isEmpty() || events.peek().at() > end)) {
                // Nothing happens before: the turns of the others would all be empty.
                now = end;
                return;
            }
            after(nanos, this::turn);
            turnIsOver.release();
            itsTurn.acquireUninterruptibly();
        }

        @Override
        public void shutdown() {
            ended = true;
            itsTurn.release();
        }

        @Override
        public List<Runnable> shutdownNow() {
            shutdown();
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return ended;
        }

        @Override
        public boolean isTerminated() {
            return ended;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return ended;
        }
    }
}
