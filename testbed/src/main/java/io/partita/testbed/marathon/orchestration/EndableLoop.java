package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.runtime.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/**
 * A loop on which nothing runs any more once it has ended, whatever was handed in before. An orchestrator lives no longer than
 * one leadership, its process may; with this no timer and no answer of an earlier leadership can act in a later one.
 */
final class EndableLoop implements Loop {

    private final Loop loop;
    private boolean ended;

    EndableLoop(Loop loop) {
        this.loop = loop;
    }

    void end() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    private Runnable unlessEnded(Runnable action) {
        return () -> {
            if (!ended) {
                action.run();
            }
        };
    }

    @Override
    public long nanos() {
        return loop.nanos();
    }

    @Override
    public Instant wallClock() {
        return loop.wallClock();
    }

    @Override
    public void execute(Runnable action) {
        loop.execute(unlessEnded(action));
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return loop.after(delay, unlessEnded(action));
    }

    @Override
    public Timer every(Duration period, Runnable action) {
        Timer[] timer = new Timer[1];
        timer[0] = loop.every(period, () -> {
            if (ended) {
                timer[0].cancel();
            } else {
                action.run();
            }
        });
        return timer[0];
    }

    @Override
    public RandomGenerator random() {
        return loop.random();
    }
}
