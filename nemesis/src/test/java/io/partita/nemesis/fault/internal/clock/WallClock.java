package io.partita.nemesis.fault.internal.clock;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A program for nodes: writes the time of day and the monotonic time that a Java machine sees to a file, in milliseconds,
 * and how long its last wait of 50 ms took. Uses nothing but the JDK: its class file is copied.
 */
public final class WallClock {

    private WallClock() {}

    /** @param arguments the file */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path file = Path.of(arguments[0]);
        Path partial = Path.of(arguments[0] + ".new");
        ReentrantLock lock = new ReentrantLock();
        Condition never = lock.newCondition();
        long waited = 0;
        while (true) {
            Files.writeString(
                    partial,
                    System.currentTimeMillis() + " " + System.nanoTime() / 1_000_000 + " " + waited / 1_000_000 + "\n");
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
            long begin = System.nanoTime();
            lock.lock();
            try {
                while (never.awaitNanos(TimeUnit.MILLISECONDS.toNanos(50) - (System.nanoTime() - begin)) > 0) {
                    // Somebody may wake a thread for nothing, but not for the whole of its wait.
                }
            } finally {
                lock.unlock();
            }
            waited = System.nanoTime() - begin;
        }
    }
}
