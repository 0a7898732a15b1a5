package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How operations come to hands, and completions back. */
@Timeout(60)
class HandsTests {

    private static final long FAR = TimeUnit.HOURS.toNanos(1);

    private final Set<String> closed = Collections.synchronizedSet(new HashSet<>());
    private final long start = System.nanoTime();

    @FunctionalInterface
    private interface Behaviour {
        Completion invoke(Invocation invocation) throws Exception;
    }

    private ThreadCrew crew(int size, Behaviour behaviour) {
        Client.Factory clients = (node, process) -> new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws Exception {
                return behaviour.invoke(invocation);
            }

            @Override
            public void close() {
                closed.add(node + "/" + process);
            }
        };
        return new ThreadCrew(size, List.of("n1", "n2"), clients, () -> System.nanoTime() - start);
    }

    private static Invocation operation(int process) {
        return new Invocation(process, "write", null, (long) process);
    }

    /** Waits until {@code count} completions came; answers who had them. */
    private static List<Integer> await(Crew crew, int count) {
        List<Integer> done = new ArrayList<>();
        while (done.size() < count) {
            crew.deliver((worker, completion, time) -> done.add(worker));
            if (done.size() < count && !crew.linger(FAR)) {
                crew.await(FAR);
            }
        }
        return done;
    }

    @Test
    void anOperationThatTakesItsTimeKeepsNobodyWaiting() throws Exception {
        int size = 64;
        var all = new CyclicBarrier(size);
        try (ThreadCrew crew = crew(size, invocation -> {
            all.await();
            return Completion.ok(null);
        })) {
            for (int round = 0; round < 20; round++) {
                for (int i = 0; i < size; i++) {
                    crew.begin(i, operation(i));
                }
                assertThat(await(crew, size)).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void noOperationIsForgottenWhileHandsComeAndGo() {
        try (ThreadCrew crew = crew(8, invocation -> {
            if ((long) invocation.value() % 3 == 0) {
                Thread.yield();
            }
            return Completion.ok(null);
        })) {
            for (int round = 0; round < 3_000; round++) {
                int busy = 1 + round % 8;
                for (int i = 0; i < busy; i++) {
                    crew.begin(i, operation(i));
                }
                await(crew, busy);
            }
        }
    }

    @Test
    void quickOperationsNeedFewHands() {
        Set<Thread> hands = Collections.synchronizedSet(new HashSet<>());
        try (ThreadCrew crew = crew(200, invocation -> {
            hands.add(Thread.currentThread());
            return Completion.ok(null);
        })) {
            for (int i = 0; i < 200; i++) {
                crew.begin(i, operation(i));
                await(crew, 1);
            }
        }
        assertThat(hands).hasSizeLessThan(10);
    }

    @Test
    void anAbandonedOperationIsInterruptedAndNobodyElseIs() throws Exception {
        var begun = new CountDownLatch(1);
        var interrupted = new AtomicInteger();
        try (ThreadCrew crew = crew(2, invocation -> {
            if ((long) invocation.value() == 0) {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.incrementAndGet();
                    Thread.currentThread().interrupt();
                }
            } else if (Thread.currentThread().isInterrupted()) {
                interrupted.addAndGet(100);
            }
            return Completion.ok(null);
        })) {
            crew.begin(0, operation(0));
            begun.await();
            crew.abandon(0);
            for (int i = 0; i < 100; i++) {
                crew.begin(0, operation(2));
                crew.begin(1, operation(1));
                assertThat(await(crew, 2)).containsExactlyInAnyOrder(0, 1);
            }
        }
        assertThat(interrupted).hasValue(1);
        assertThat(closed).containsExactlyInAnyOrder("n1/0", "n1/2", "n2/1");
    }

    @Test
    void whateverAClientThrowsItsHandLivesOn() {
        try (ThreadCrew crew = crew(1, invocation -> {
            throw new StackOverflowError();
        })) {
            for (int i = 0; i < 10; i++) {
                crew.begin(0, operation(0));
                assertThat(await(crew, 1)).containsExactly(0);
            }
        }
    }

    @Test
    void closingClosesEveryClient() {
        try (ThreadCrew crew = crew(50, invocation -> Completion.ok(null))) {
            for (int i = 0; i < 50; i++) {
                crew.begin(i, operation(i));
            }
            await(crew, 50);
        }
        assertThat(closed).hasSize(50);
    }

    @Test
    void aWakeUpBeforeTheWaitEndsIt() {
        try (ThreadCrew crew = crew(1, invocation -> Completion.ok(null))) {
            crew.wake();
            crew.await(FAR);
        }
    }

    @Test
    void aQueueGivesEveryWorkerToOneThreadOnly() throws Exception {
        var queue = new WorkQueue(4);
        int rounds = 20_000;
        List<Worker> workers = List.of(worker(0), worker(1), worker(2), worker(3));
        ExecutorService threads = Executors.newFixedThreadPool(3);
        var taken = new AtomicInteger();
        List<Future<?>> takers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            takers.add(threads.submit(() -> {
                while (taken.get() < rounds) {
                    if (queue.poll() != null) {
                        taken.incrementAndGet();
                    } else {
                        Thread.yield();
                    }
                }
            }));
        }
        for (int i = 0; i < rounds; i++) {
            while (i - taken.get() > 3) {
                Thread.yield();
            }
            queue.add(workers.get(i % 4));
        }
        for (Future<?> taker : takers) {
            taker.get();
        }
        threads.shutdown();
        assertThat(taken).hasValue(rounds);
        assertThat(queue.poll()).isNull();
    }

    @Test
    void aFullQueueSaysSo() {
        var queue = new WorkQueue(1);
        queue.add(worker(0));
        queue.add(worker(1));
        assertThatThrownBy(() -> queue.add(worker(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2 operations wait");
    }

    @Test
    void completionsComeInTheOrderInWhichTheyWereAdded() {
        var completions = new Completions();
        Worker first = worker(0);
        Worker second = worker(1);
        Worker third = worker(2);
        completions.add(first);
        completions.add(second);
        completions.add(third);

        Worker taken = completions.takeAll();

        assertThat(List.of(taken, taken.next, taken.next.next)).containsExactly(first, second, third);
        assertThat(third.next).isNull();
        assertThat(completions.isEmpty()).isTrue();
    }

    private static Worker worker(int index) {
        return new Worker(index, "n1", (node, process) -> {
            throw new AssertionError("nothing is invoked");
        });
    }
}
