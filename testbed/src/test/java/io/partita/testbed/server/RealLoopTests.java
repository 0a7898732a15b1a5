package io.partita.testbed.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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
        loop.after(SOON, () -> done.add("cancelled")).cancel();
        loop.after(SOON.multipliedBy(2), () -> done.add("second"));
        loop.after(SOON, () -> done.add("first"));
        Waiting.until(watch, "both to run", () -> done.size() == 2);
        assertThat(done).containsExactly("first", "second");
        assertThat(System.nanoTime() - begin)
                .isGreaterThanOrEqualTo(SOON.multipliedBy(2).toNanos());
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
        List<Long> times = new ArrayList<>();
        CountDownLatch held = new CountDownLatch(1);
        loop.every(SOON, () -> times.add(System.nanoTime()));
        loop.execute(() -> {
            try {
                held.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        // As a process that is stopped: its thread stands while time goes on.
        Waiting.aMoment(watch);
        held.countDown();
        Waiting.until(watch, "three turns", () -> times.size() >= 3);
        for (int i = 1; i < 3; i++) {
            // Measured a little after each turn began; turns made up for would follow at once.
            assertThat(times.get(i) - times.get(i - 1))
                    .isGreaterThan(SOON.dividedBy(2).toNanos());
        }
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
