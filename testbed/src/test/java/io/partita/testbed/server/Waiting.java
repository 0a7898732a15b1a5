package io.partita.testbed.server;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waiting for what happens on a real loop: looked at again and again, with a deadline. */
public final class Waiting {

    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final Duration GLANCE = Duration.ofMillis(10);
    private static final Duration MOMENT = Duration.ofMillis(300);

    private Waiting() {}

    /** Looks at {@code condition} on the loop until it holds; fails if that takes too long. */
    public static void until(Loop loop, String what, BooleanSupplier condition) {
        CompletableFuture<Void> holds = new CompletableFuture<>();
        Loop.Timer timer = loop.every(GLANCE, () -> look(condition, holds));
        loop.execute(() -> look(condition, holds));
        try {
            holds.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (Exception e) {
            throw new AssertionError("not within " + DEADLINE + ": " + what, e);
        } finally {
            timer.cancel();
        }
    }

    private static void look(BooleanSupplier condition, CompletableFuture<Void> holds) {
        try {
            if (condition.getAsBoolean()) {
                holds.complete(null);
            }
        } catch (RuntimeException e) {
            holds.completeExceptionally(e);
        }
    }

    /** Lets so much time pass that what must not happen would probably have happened. */
    static void aMoment(Loop loop) {
        CountDownLatch over = new CountDownLatch(1);
        loop.after(MOMENT, over::countDown);
        try {
            if (!over.await(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the loop stands still");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
