package io.partita.control.run;

import io.partita.workloads.client.Client;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Real time and real threads. The scheduler has one of its own, so that a generator that does not answer can be left with
 * it: the run then goes on without either, and heals.
 */
final class RealThreads implements LoadThreads {

    /** A generator answers within microseconds; what takes this long waits for something, or will never end. */
    static final Duration GENERATOR_LIMIT = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 250;

    private final LongSupplier clock;
    private final Duration generatorLimit;

    /** @param clock nanoseconds since the load began, monotonic */
    RealThreads(LongSupplier clock) {
        this(clock, GENERATOR_LIMIT);
    }

    /** @param generatorLimit how long a generator may take for one answer */
    RealThreads(LongSupplier clock, Duration generatorLimit) {
        this.clock = clock;
        this.generatorLimit = generatorLimit;
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public Crew crew(int size, List<String> nodes, Client.Factory clients) {
        return new ThreadCrew(size, nodes, clients, clock);
    }

    @Override
    public ExecutorService nemesis() {
        return FaultDriver.ownThread();
    }

    @Override
    public void drive(Scheduler scheduler, Generator phase, FaultDriver faults) throws InterruptedException {
        var loop = new FutureTask<Void>(() -> {
            scheduler.run(phase, faults);
            return null;
        });
        var thread = new Thread(loop, "scheduler");
        thread.setDaemon(true);
        thread.start();
        while (true) {
            try {
                loop.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                leaveIfStuck(scheduler, thread, phase);
            } catch (ExecutionException e) {
                throw ended(e.getCause());
            } catch (InterruptedException e) {
                // It ends with an exception of this kind, unless its generator does not let it.
                thread.interrupt();
            }
        }
    }

    private void leaveIfStuck(Scheduler scheduler, Thread thread, Generator phase) {
        // Without what the JDK does: the generator is to be named, not the lock in which it waits.
        StackTraceElement[] stack = Arrays.stream(thread.getStackTrace())
                .filter(frame -> frame.getModuleName() == null)
                .toArray(StackTraceElement[]::new);
        if (scheduler.leaveIfStuck(generatorLimit)) {
            thread.interrupt();
            throw GeneratorException.stuck(
                    phase,
                    stack,
                    "has not answered for " + generatorLimit.toSeconds() + " s, after " + scheduler.invocations()
                            + " operations. A generator only computes: let clients wait, and offer a time instead of sleeping");
        }
    }

    private static RuntimeException ended(Throwable cause) throws InterruptedException {
        if (cause instanceof RuntimeException known) {
            return known;
        }
        if (cause instanceof InterruptedException interrupt) {
            throw interrupt;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(cause);
    }
}
