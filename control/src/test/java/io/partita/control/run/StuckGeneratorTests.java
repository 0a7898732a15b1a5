package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.GeneratorException;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A generator that does not answer is given up; one that takes its time is not. */
@Timeout(60)
class StuckGeneratorTests {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final List<Op> history = new ArrayList<>();
    private final CountDownLatch free = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
    /** Time passes when a test says so. */
    private final AtomicLong time = new AtomicLong();

    private final AtomicReference<Thread> scheduler = new AtomicReference<>();
    private final Thread driver = Thread.currentThread();
    /** How often whoever drives the scheduler has looked at the time: to see how long a generator takes. */
    private final AtomicLong looks = new AtomicLong();

    private final RealThreads threads = new RealThreads(this::look, LIMIT);

    private final Client client = new Client() {
        @Override
        public Completion invoke(Invocation invocation) {
            return Completion.ok(null);
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private final Recorder recorder = new Recorder() {
        @Override
        public void record(Op op) {
            history.add(op);
        }

        @Override
        public void flush() {
            // It is all in memory.
        }
    };

    private long look() {
        if (Thread.currentThread() == driver) {
            looks.incrementAndGet();
        }
        return time.get();
    }

    private void run(Generator generator) throws InterruptedException {
        Crew crew = threads.crew(2, List.of("n1"), (node, process) -> client);
        try (Scheduler scheduler = new Scheduler(2, crew, recorder, Duration.ofSeconds(30));
                FaultDriver noFaults = new FaultDriver(null, List.of())) {
            threads.drive(scheduler, generator, noFaults);
        }
    }

    /** Blocks before operation 3, whatever interrupts it. */
    private Generator blocking() {
        return Generators.limit(5, Generators.stream(1, (number, random) -> {
            if (number == 3) {
                waitForGood();
            }
            return new Template("read", null, null);
        }));
    }

    private void waitForGood() {
        scheduler.set(Thread.currentThread());
        time.addAndGet(2 * LIMIT.toNanos());
        while (free.getCount() > 0) {
            try {
                free.await();
            } catch (InterruptedException e) {
                // This is what makes it a nuisance.
            }
        }
        answered.countDown();
    }

    @Test
    void aGeneratorThatBlocksIsGivenUpByNameAndPosition() {
        assertThatThrownBy(() -> run(blocking()))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("limit")
                .hasMessageContaining("has not answered for 1 s, after 3 operations")
                .hasMessageContaining("StuckGeneratorTests.waitForGood")
                .satisfies(thrown -> assertThat(((GeneratorException) thrown).isConfiguration())
                        .isFalse());
        free.countDown();
    }

    @Test
    void whatItAnswersLaterIsNotHeard() throws Exception {
        assertThatThrownBy(() -> run(blocking())).isInstanceOf(GeneratorException.class);
        int before = history.size();

        free.countDown();
        answered.await();
        scheduler.get().join();

        assertThat(history).hasSize(before);
    }

    @Test
    void aSlowGeneratorIsWaitedFor() throws Exception {
        run(Generators.limit(5, Generators.stream(1, (number, random) -> {
            time.addAndGet(LIMIT.toNanos() * 9 / 10);
            long before = looks.get();
            while (looks.get() == before) {
                Thread.onSpinWait();
            }
            return new Template("read", null, null);
        })));
        assertThat(history).hasSize(10);
    }

    @Test
    void whatAGeneratorThrowsComesThrough() {
        Generator throwing = context -> {
            throw new ArithmeticException("no such number");
        };
        assertThatThrownBy(() -> run(Generators.checked(throwing)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("no such number");
    }
}
