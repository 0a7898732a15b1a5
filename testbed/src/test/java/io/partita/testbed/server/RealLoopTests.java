package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RealLoopTests {

    private static final Duration SOON = Duration.ofMillis(20);

    private final List<Throwable> ends = new ArrayList<>();
    private final RealLoop loop = new RealLoop("loop", ends::add);
    private final RealLoop watch = new RealLoop("watch", Throwable::printStackTrace);

    @AfterEach
    void close() {
        loop.close();
        watch.close();
    }

    @Test
    void actionsRunOneAfterAnotherOnOneThread() {
        List<Integer> done = new ArrayList<>();
        List<String> threads = new ArrayList<>();
        IntStream.range(0, 1_000)
                .forEach(i -> loop.execute(() -> {
                    done.add(i);
                    threads.add(Thread.currentThread().getName());
                }));
        Waiting.until(watch, "all to run", () -> done.size() == 1_000);
        assertThat(done).isSorted();
        assertThat(threads).containsOnly("loop");
    }

    @Test
    void aTimerRunsWhenItsTimeIsOverUnlessItIsCancelled() {
        List<String> done = new ArrayList<>();
        long begin = System.nanoTime();
        loop.after(Duration.ofHours(1), () -> done.add("later"));
        loop.after(SOON, () -> done.add("cancelled")).cancel();
        loop.after(SOON, () -> done.add("soon"));
        Waiting.until(watch, "one to run", () -> !done.isEmpty());
        assertThat(done).containsExactly("soon");
        assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(SOON.toNanos());
    }

    @Test
    void aLongDelayIsNoDelayOverflown() {
        List<String> done = new ArrayList<>();
        loop.after(Duration.ofSeconds(Long.MAX_VALUE), () -> done.add("never"));
        Waiting.aMoment(watch);
        assertThat(done).isEmpty();
    }

    @Test
    void aRepetitionThatWasHeldUpDoesNotMakeUpForMissedTurns() {
        AtomicInteger turns = new AtomicInteger();
        AtomicInteger atRelease = new AtomicInteger(-1);
        CountDownLatch held = new CountDownLatch(1);
        loop.execute(() -> {
            loop.every(SOON, turns::incrementAndGet);
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        // As a process that is stopped: its thread stands while time goes on, for several turns.
        Waiting.aMoment(watch);
        // Turns made up for would all be due before this.
        loop.execute(() -> atRelease.set(turns.get()));
        held.countDown();
        Waiting.until(watch, "the look at the turns", () -> atRelease.get() >= 0);
        assertThat(atRelease).hasValue(1);
        Waiting.until(watch, "further turns", () -> turns.get() >= 3);
    }

    @Test
    void aRepetitionEndsWhenItIsCancelledAlsoFromWithin() {
        List<String> done = new ArrayList<>();
        Loop.Timer[] timer = new Loop.Timer[1];
        loop.execute(() -> timer[0] = loop.every(SOON, () -> {
            done.add("turn");
            timer[0].cancel();
        }));
        Waiting.until(watch, "the first turn", () -> !done.isEmpty());
        Waiting.aMoment(watch);
        assertThat(done).hasSize(1);
    }

    @Test
    void anActionThatThrowsIsTheLast() {
        List<String> done = new ArrayList<>();
        loop.after(SOON, () -> done.add("timer"));
        loop.execute(() -> {
            throw new AssertionError("broken");
        });
        loop.execute(() -> done.add("after"));
        Waiting.aMoment(watch);
        assertThat(ends).singleElement().satisfies(end -> assertThat(end).hasMessage("broken"));
        assertThat(done).isEmpty();
    }
}
