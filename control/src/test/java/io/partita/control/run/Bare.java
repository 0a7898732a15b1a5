package io.partita.control.run;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** What threads can do on this machine at this moment without a scheduler of ours: what its figures are to be set against. */
final class Bare {

    private Bare() {}

    /** How late a thread is that parks until a time, {@code count} times, {@code gap} ns apart; in ns. */
    static Histogram lateness(long gap, int count) {
        var late = new Histogram(3);
        long start = System.nanoTime();
        for (int i = 1; i <= count; i++) {
            long due = start + i * gap;
            long left = due - System.nanoTime();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = due - System.nanoTime();
            }
            late.recordValue(-left);
        }
        return late;
    }

    /** How often in a second two threads that park hand something over and back. */
    static double handOversPerSecond(Duration time) throws InterruptedException {
        var pair = new Pair();
        Thread other = new Thread(pair::answer, "other");
        other.start();
        long begin = System.nanoTime();
        long end = begin + time.toNanos();
        long count = 0;
        while (System.nanoTime() < end) {
            pair.ask(other);
            count++;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        pair.ended = true;
        LockSupport.unpark(other);
        other.join();
        return count / seconds;
    }

    private static final class Pair {

        private final Thread asking = Thread.currentThread();
        private volatile boolean asked;
        private volatile boolean ended;

        void ask(Thread other) {
            asked = true;
            LockSupport.unpark(other);
            while (asked) {
                LockSupport.park(this);
            }
        }

        void answer() {
            while (!ended) {
                if (asked) {
                    asked = false;
                    LockSupport.unpark(asking);
                } else {
                    LockSupport.park(this);
                }
            }
        }
    }
}
