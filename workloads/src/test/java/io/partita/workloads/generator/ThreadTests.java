package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.names;
import static io.partita.workloads.generator.Sample.ops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ThreadTests {

    private static Map<String, TreeSet<Integer>> threadsOf(List<Op> ops, int threads) {
        return ops.stream()
                .collect(Collectors.groupingBy(
                        Op::f,
                        Collectors.mapping(op -> op.process() % threads, Collectors.toCollection(TreeSet::new))));
    }

    @Test
    void threadsOutsideTheRangeStayIdle() {
        List<Op> ops = Simulation.perfect(5, ms(1)).invocations(ops("read", 20).onThreads(1, 3));
        assertThat(ops).hasSize(20);
        assertThat(threadsOf(ops, 5).get("read")).containsExactly(1, 2);
    }

    @Test
    void aRangeBeyondTheThreadsIsRefusedWithAdvice() {
        assertThatThrownBy(() -> Simulation.quick(5).run(ops("read", 1).onThreads(3, 6)))
                .isInstanceOfSatisfying(
                        GeneratorException.class,
                        e -> assertThat(e.isConfiguration()).isTrue())
                .hasMessageContaining("--concurrency");
    }

    @Test
    void eachThreadRunsACopyOfItsOwn() {
        List<Op> ops = Simulation.perfect(3, ms(1)).invocations(ops("read", 4).eachThread());
        assertThat(ops.stream().collect(Collectors.groupingBy(Op::process, Collectors.counting())))
                .isEqualTo(Map.of(0, 4L, 1, 4L, 2, 4L));
    }

    @Test
    void eachCopySeesTheEventsOfItsOwnThread() {
        Simulation lastThreadSucceedsLate = Simulation.of(
                3,
                (invocation, random) -> new Simulation.Outcome(
                        ms(1),
                        invocation.process() == 2 && (Long) invocation.value() < 4
                                ? Completion.fail(invocation, "not yet")
                                : Completion.ok(null)));
        List<Op> ops =
                lastThreadSucceedsLate.invocations(endless("read").untilOk().eachThread());
        assertThat(ops.stream().collect(Collectors.groupingBy(Op::process, Collectors.counting())))
                .isEqualTo(Map.of(0, 1L, 1, 1L, 2, 5L));
    }

    @Test
    void eachThreadDrawsForItself() {
        List<Op> ops = Simulation.perfect(3, ms(1))
                .invocations(Sample.numbers().limit(5).eachThread());
        assertThat(Sample.values(ops)).hasSize(15).doesNotHaveDuplicates();
    }

    @Test
    void eachThreadMayHaveADifferentGenerator() {
        Generator generator = Generators.eachThread(thread -> ops("thread" + thread, 2));
        assertThat(threadsOf(Simulation.perfect(3, ms(1)).invocations(generator), 3))
                .isEqualTo(Map.of(
                        "thread0", new TreeSet<>(List.of(0)),
                        "thread1", new TreeSet<>(List.of(1)),
                        "thread2", new TreeSet<>(List.of(2))));
    }

    @Test
    void threadsBeyondThoseNamedStayIdle() {
        Generator generator = Generators.eachThread(2, thread -> ops("read", 3));
        assertThat(threadsOf(Simulation.perfect(4, ms(1)).invocations(generator), 4)
                        .get("read"))
                .containsExactly(0, 1);
    }

    @Test
    void aThreadGoesOnWhereItsCrashedProcessWas() {
        assertThat(Simulation.perfectInfo(2, ms(1)).invocations(ops("read", 3).eachThread()))
                .hasSize(6);
    }

    @Test
    void eachProcessBeginsAnew() {
        List<Op> ops = Simulation.perfectInfo(2, ms(1))
                .invocations(ops("read", 3).eachProcess().limit(10));
        assertThat(Sample.values(ops)).hasSize(10).containsOnly(0L);
        assertThat(Simulation.perfect(2, ms(1)).invocations(ops("read", 3).eachProcess()))
                .hasSize(6);
    }

    @Test
    void reservedThreadsRunTheirGeneratorAndTheRestItsOwn() {
        Generator generator = Generators.reserve(2, endless("write"))
                .reserve(1, endless("cas"))
                .rest(endless("read"))
                .timeLimit(ms(10));
        assertThat(threadsOf(Simulation.perfect(6, ms(1)).invocations(generator), 6))
                .isEqualTo(Map.of(
                        "write", new TreeSet<>(List.of(0, 1)),
                        "cas", new TreeSet<>(List.of(2)),
                        "read", new TreeSet<>(List.of(3, 4, 5))));
    }

    @Test
    void aReservationInsideAnotherCountsFromItsOwnFirstThread() {
        Generator inner = Generators.reserve(1, endless("c")).rest(endless("d"));
        Generator generator = Generators.reserve(2, endless("a")).rest(inner).timeLimit(ms(10));
        assertThat(threadsOf(Simulation.perfect(5, ms(1)).invocations(generator), 5))
                .isEqualTo(Map.of(
                        "a", new TreeSet<>(List.of(0, 1)),
                        "c", new TreeSet<>(List.of(2)),
                        "d", new TreeSet<>(List.of(3, 4))));
    }

    @Test
    void aReservationOfMoreThreadsThanThereAreIsRefusedWithAdvice() {
        Generator generator = Generators.reserve(3, endless("a")).rest(endless("b"));
        assertThatThrownBy(() -> Simulation.quick(3).run(generator))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("3 threads are reserved and the rest needs one, but there are only 3")
                .hasMessageContaining("--concurrency");
    }

    @Test
    void aReservationOfAllThreadsNeedsNoRest() {
        Generator generator = Generators.reserve(3, ops("a", 9)).rest(Generators.none());
        assertThat(Simulation.quick(3).invocations(generator)).hasSize(9);
    }

    @Test
    void aProcessLimitEndsWhenMoreCouldHaveTakenPart() {
        List<Op> ops =
                Simulation.perfectInfo(3, ms(1)).invocations(endless("read").processLimit(10));
        assertThat(ops.stream().map(Op::process).distinct().count()).isBetween(8L, 10L);
        assertThat(Simulation.perfect(3, ms(1)).invocations(ops("read", 50).processLimit(3)))
                .hasSize(50);
    }

    @Test
    void aProcessLimitCountsFromItsOwnBeginning() {
        Generator generator = ops("before", 30).then(endless("after").processLimit(5));
        assertThat(Sample.count(Simulation.perfectInfo(2, ms(1)).invocations(generator), "after"))
                .isBetween(3L, 5L);
    }

    @Test
    void noMoreOperationsAreUnderWayThanTheConcurrencyLimitAllows() {
        Generator generator = ops("few", 20).concurrencyLimit(2);
        int underWay = 0;
        int most = 0;
        for (Op op : Simulation.imperfect(5, ms(3)).run(generator)) {
            underWay += op.type() == OpType.INVOKE ? 1 : -1;
            most = Math.max(most, underWay);
        }
        assertThat(most).isEqualTo(2);
    }

    @Test
    void aConcurrencyLimitCountsItsOwnOperationsOnly() {
        Generator generator = Generators.together(List.of(
                endless("many").onThreads(1, 4),
                ops("few", 5).concurrencyLimit(1).onThreads(0, 1)));
        List<Op> ops = Simulation.perfect(4, ms(1)).invocations(generator.timeLimit(ms(20)));
        assertThat(Sample.count(ops, "few")).isEqualTo(5);
        assertThat(names(ops)).contains("many");
    }
}
