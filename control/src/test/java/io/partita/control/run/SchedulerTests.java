package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.nemesis.FaultRecord;
import io.partita.nemesis.Nemesis;
import io.partita.nemesis.schedule.FaultStep;
import io.partita.workloads.client.Client;
import io.partita.workloads.client.Completion;
import io.partita.workloads.client.Invocation;
import io.partita.workloads.generator.Generator;
import io.partita.workloads.generator.Generators;
import io.partita.workloads.generator.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SchedulerTests {

    private static final Duration GENEROUS = Duration.ofSeconds(20);

    private final List<Op> history = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Recorder recorder = new Recorder() {
        @Override
        public void record(Op op) {
            history.add(op);
        }

        @Override
        public void flush() {}
    };

    @FunctionalInterface
    private interface Behaviour {
        Completion invoke(Invocation invocation) throws Exception;
    }

    private static Client client(Behaviour behaviour) {
        return new Client() {
            @Override
            public Completion invoke(Invocation invocation) throws Exception {
                return behaviour.invoke(invocation);
            }

            @Override
            public void close() {}
        };
    }

    private static Generator writes(long count) {
        return Generators.limit(count, Generators.stream(1, (number, random) -> new Template("write", null, number)));
    }

    private static FaultDriver noFaults() {
        return new FaultDriver(null, List.of());
    }

    private Scheduler scheduler(int threads, Client.Factory clients, Duration limit) {
        Crew crew = new ThreadCrew(threads, List.of("n1", "n2", "n3"), clients, () -> System.nanoTime() - start);
        return new Scheduler(threads, crew, recorder, limit);
    }

    private void run(int threads, Behaviour behaviour, Generator generator) throws InterruptedException {
        try (Scheduler scheduler = scheduler(threads, (node, process) -> client(behaviour), GENEROUS)) {
            scheduler.run(generator, noFaults());
        }
    }

    @Test
    void everyOperationIsInvokedThenCompletedByTheSameProcess() throws Exception {
        run(4, invocation -> Completion.ok(invocation.value()), writes(200));

        assertThat(history).hasSize(400);
        Map<Integer, Op> open = new HashMap<>();
        for (Op op : history) {
            if (op.type() == OpType.INVOKE) {
                assertThat(open.put(op.process(), op))
                        .as("process %d is single-threaded", op.process())
                        .isNull();
            } else {
                Op invoked = open.remove(op.process());
                assertThat(invoked.f()).isEqualTo(op.f());
                assertThat(invoked.value()).isEqualTo(op.value());
            }
        }
        assertThat(open).isEmpty();
    }

    @Test
    void indicesAreDenseAndTimesNeverRunBackwards() throws Exception {
        run(4, invocation -> Completion.ok(null), writes(100));

        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i).index()).isEqualTo(i);
        }
        assertThat(history).extracting(Op::time).isSorted();
    }

    @Test
    void anExceptionIsIndeterminateAndEndsTheProcess() throws Exception {
        run(
                2,
                invocation -> {
                    throw new IllegalStateException("connection reset");
                },
                writes(6));

        List<Op> completions =
                history.stream().filter(op -> op.type() != OpType.INVOKE).toList();
        assertThat(completions)
                .hasSize(6)
                .allMatch(op -> op.type() == OpType.INFO)
                .allMatch(op -> op.error().equals("IllegalStateException: connection reset"));
        assertThat(completions).extracting(Op::process).doesNotHaveDuplicates();
        assertThat(completions).extracting(op -> op.process() % 2).containsOnly(0, 1);
    }

    @Test
    void aProcessKeepsItsClientAndTheNextOneGetsAFreshClient() throws Exception {
        Set<String> opened = Collections.synchronizedSet(new HashSet<>());
        Client.Factory factory = (node, process) -> {
            assertThat(opened.add(node + "/" + process))
                    .as("one client for each process")
                    .isTrue();
            return client(invocation ->
                    (long) invocation.value() % 5 == 4 ? Completion.info(invocation, "timeout") : Completion.ok(null));
        };
        try (Scheduler scheduler = scheduler(3, factory, GENEROUS)) {
            scheduler.run(writes(30), noFaults());
        }
        assertThat(opened).contains("n1/0", "n2/1", "n3/2");
        long crashes = history.stream().filter(op -> op.type() == OpType.INFO).count();
        assertThat(crashes).isEqualTo(6);
        assertThat(opened).hasSizeBetween(6, 9);
    }

    @Test
    void aClientThatCannotBeOpenedMeansThatNothingWasSent() throws Exception {
        Client.Factory factory = (node, process) -> {
            throw new java.net.ConnectException("refused");
        };
        try (Scheduler scheduler = scheduler(1, factory, GENEROUS)) {
            scheduler.run(writes(3), noFaults());
        }
        assertThat(history.stream().filter(op -> op.type() == OpType.FAIL))
                .hasSize(3)
                .allMatch(op -> op.error().startsWith("no-client: ConnectException"))
                .allMatch(op -> op.process() == 0);
    }

    @Test
    void anOperationThatNeverEndsIsGivenUpAndItsLateAnswerIgnored() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Behaviour behaviour = invocation -> {
            if ((long) invocation.value() == 0) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    interrupted.countDown();
                }
            }
            return Completion.ok("late or not");
        };
        try (Scheduler scheduler = scheduler(1, (node, process) -> client(behaviour), Duration.ofMillis(200))) {
            scheduler.run(writes(2), noFaults());
        }
        interrupted.await();
        assertThat(history).extracting(Op::type).containsExactly(OpType.INVOKE, OpType.INFO, OpType.INVOKE, OpType.OK);
        assertThat(history.get(1).error()).startsWith("abandoned");
        assertThat(history.get(2).process()).isEqualTo(1);
    }

    @Test
    void faultsStandInTheSameHistoryAtBothEnds() throws Exception {
        List<FaultStep> steps = List.of(
                new FaultStep(1, Duration.ofMillis(20), FaultStep.Action.INJECT, "kill", 1),
                new FaultStep(2, Duration.ofMillis(60), FaultStep.Action.RECOVER, "kill", 1));
        Generator load = Generators.timeLimit(
                Duration.ofMillis(100),
                Generators.stagger(
                        Duration.ofMillis(2),
                        1,
                        Generators.stream(1, (n, random) -> new Template("read", null, null))));
        try (Scheduler scheduler = scheduler(2, (node, process) -> client(i -> Completion.ok(1L)), GENEROUS);
                FaultDriver faults = new FaultDriver(new RecordingNemesis(), steps)) {
            scheduler.run(load, faults);
        }
        List<Op> events = history.stream().filter(Op::isNemesis).toList();
        assertThat(events)
                .hasSize(4)
                .allMatch(op -> op.type() == OpType.INFO && op.f().equals("kill"));
        assertThat(events.get(0).time()).isGreaterThanOrEqualTo(20_000_000);
        assertThat(events.get(1).value().toString()).contains("provenActive=true");
        assertThat(events.get(2).value().toString()).contains("action=recover");
    }

    @Test
    void stoppingEndsThePhaseEarlyAndDropsTheFaultsToCome() throws Exception {
        Behaviour behaviour = invocation -> Completion.ok(null);
        FaultStep never = new FaultStep(1, Duration.ofHours(1), FaultStep.Action.INJECT, "kill", 1);
        try (Scheduler scheduler = scheduler(2, (node, process) -> client(behaviour), GENEROUS);
                FaultDriver faults = new FaultDriver(new RecordingNemesis(), List.of(never))) {
            Generator endless = Generators.stream(1, (number, random) -> {
                if (number == 500) {
                    scheduler.stop();
                }
                return new Template("read", null, null);
            });
            scheduler.run(endless, faults);
        }
        assertThat(history).hasSizeGreaterThanOrEqualTo(1000).hasSizeLessThan(1100);
        assertThat(history).noneMatch(Op::isNemesis);
    }

    @Test
    void aGeneratorThatOffersABusyProcessIsReported() {
        Generator liar = context -> new Generator.Ready(0, new Invocation(0, "read", null, null), writes(0));
        Generator twice = context -> new Generator.Ready(0, new Invocation(0, "read", null, null), liar);
        assertThatThrownBy(() -> run(
                        1,
                        invocation -> {
                            new CountDownLatch(1).await();
                            return null;
                        },
                        twice))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not free");
    }

    private static final class RecordingNemesis implements Nemesis {
        @Override
        public FaultRecord perform(FaultStep step) {
            return new FaultRecord(
                    "f1", step.fault(), List.of("n1"), "n1", 20, 21, -1, true, false, Map.of(), Map.of(), null);
        }

        @Override
        public List<FaultRecord> healAll() {
            return List.of();
        }

        @Override
        public List<FaultRecord> records() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
