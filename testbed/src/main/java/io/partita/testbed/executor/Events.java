package io.partita.testbed.executor;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;

/** What is to be done, now or later: everything of an executor happens one after another in one thread. */
final class Events {

    /** A thing to be done at a time of {@link System#nanoTime()}. */
    private record Later(long at, Runnable action) implements Comparable<Later> {
        @Override
        public int compareTo(Later other) {
            return Long.compare(at - other.at, 0);
        }
    }

    private final Deque<Runnable> now = new ArrayDeque<>();
    private final PriorityQueue<Later> later = new PriorityQueue<>();

    /** Has {@code action} done as soon as possible. From any thread. */
    synchronized void add(Runnable action) {
        now.add(action);
        notifyAll();
    }

    /** Has {@code action} done after {@code delay}. From any thread. */
    synchronized void after(Duration delay, Runnable action) {
        later.add(new Later(System.nanoTime() + delay.toNanos(), action));
        notifyAll();
    }

    /** Does it all, for ever. */
    void run() throws InterruptedException {
        while (true) {
            next().run();
        }
    }

    private synchronized Runnable next() throws InterruptedException {
        while (true) {
            if (!now.isEmpty()) {
                return now.remove();
            }
            if (later.isEmpty()) {
                wait();
                continue;
            }
            long left = later.peek().at() - System.nanoTime();
            if (left <= 0) {
                return later.remove().action();
            }
            wait(left / 1_000_000 + 1);
        }
    }
}
