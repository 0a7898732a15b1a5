package io.partita.workloads.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorsTests {

    private static final long MS = 1_000_000;

    private static Generator numbers(long seed) {
        return Generators.stream(seed, (number, random) -> new Template("write", null, random.nextLong(1_000_000)));
    }

    private static List<Object> values(List<Op> ops) {
        return ops.stream().map(Op::value).toList();
    }

    @Test
    void aStreamKeepsEveryThreadBusy() {
        List<Op> ops = Simulation.perfect(3, MS).invocations(numbers(1), 60);
        assertThat(ops).hasSizeGreaterThan(20);
        assertThat(ops.subList(0, 3)).extracting(Op::process).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void theSameSeedGivesTheSameOperations() {
        List<Op> once = Simulation.perfect(2, MS).run(Generators.limit(50, numbers(7)), 1000);
        assertThat(Simulation.perfect(2, MS).run(Generators.limit(50, numbers(7)), 1000))
                .isEqualTo(once);
        assertThat(values(Simulation.perfect(2, MS).run(Generators.limit(50, numbers(8)), 1000)))
                .isNotEqualTo(values(once));
    }

    @Test
    void aLimitEndsAfterThatManyOperations() {
        assertThat(Simulation.perfect(4, MS).invocations(Generators.limit(10, numbers(1)), 1000))
                .hasSize(10);
    }

    @Test
    void aTimeLimitBeginsNothingLater() {
        Generator generator = Generators.timeLimit(Duration.ofMillis(10), numbers(1));
        List<Op> ops = Simulation.perfect(1, MS).invocations(generator, 1000);
        assertThat(ops).hasSize(10).allMatch(op -> op.time() < 10 * MS);
    }

    @Test
    void operationsGoOnUntilAnEventIsEnough() {
        Generator generator = Generators.until(
                event -> event.type() == OpType.OK && event.time() >= 5 * MS, Generators.limit(1_000, numbers(1)));
        List<Op> ops = Simulation.perfect(1, MS)
                .invocations(
                        Generators.phases(List.of(generator, Generators.once(new Template("end", null, null)))),
                        100_000);
        assertThat(ops).hasSizeBetween(5, 7);
        assertThat(ops.get(ops.size() - 1).f()).isEqualTo("end");
    }

    @Test
    void aStaggeredStreamKeepsItsMeanRateOverAllThreads() {
        Generator generator =
                Generators.timeLimit(Duration.ofSeconds(10), Generators.stagger(Duration.ofMillis(10), 3, numbers(1)));
        assertThat(Simulation.perfect(5, MS).invocations(generator, 100_000)).hasSizeBetween(900, 1100);
    }

    @Test
    void threadsOutsideTheRangeStayIdle() {
        Generator generator = Generators.onThreads(1, 3, Generators.limit(20, numbers(1)));
        assertThat(Simulation.perfect(5, MS).invocations(generator, 1000))
                .hasSize(20)
                .allMatch(op -> op.process() == 1 || op.process() == 2);
    }

    @Test
    void aRangeBeyondTheThreadsIsRefusedWithAdvice() {
        Generator generator = Generators.onThreads(3, 6, numbers(1));
        assertThatThrownBy(() -> Simulation.perfect(5, MS).run(generator, 10)).hasMessageContaining("--concurrency");
    }

    @Test
    void eachThreadRunsItsOwnGenerator() {
        Generator generator =
                Generators.eachThread(3, thread -> Generators.once(new Template("read", "key" + thread, null)));
        assertThat(Simulation.perfect(3, MS).invocations(generator, 100))
                .hasSize(3)
                .allMatch(op -> op.key().equals("key" + op.process()));
    }

    @Test
    void aPhaseBeginsWhenTheOneBeforeHasEndedCompletely() {
        Generator generator = Generators.phases(
                List.of(Generators.limit(5, numbers(1)), Generators.once(new Template("read", null, null))));
        List<Op> ops = Simulation.perfect(3, MS).run(generator, 100);
        assertThat(ops.subList(0, 10)).allMatch(op -> op.f().equals("write"));
        assertThat(ops.subList(10, 12)).allMatch(op -> op.f().equals("read"));
    }

    @Test
    void aCycleMovesOnWhenARoundIsExhausted() {
        Generator generator = Generators.limit(
                7,
                Generators.cycle(round -> Generators.limit(
                        3, Generators.stream(0, (number, random) -> new Template("read", round, null)))));
        assertThat(Simulation.perfect(1, MS).invocations(generator, 100))
                .extracting(Op::key)
                .containsExactly(0L, 0L, 0L, 1L, 1L, 1L, 2L);
    }

    @Test
    void togetherRunsTheEarliestOfferFirst() {
        Generator slow = Generators.stagger(Duration.ofMillis(50), 1, numbers(1));
        Generator generator = Generators.timeLimit(
                Duration.ofMillis(500),
                Generators.together(List.of(Generators.onThreads(0, 1, slow), Generators.onThreads(1, 2, numbers(2)))));
        List<Op> ops = Simulation.perfect(2, MS).invocations(generator, 10_000);
        assertThat(ops.stream().filter(op -> op.process() == 1)).hasSizeGreaterThan(400);
        assertThat(ops.stream().filter(op -> op.process() == 0)).hasSizeBetween(4, 25);
    }

    @Test
    void aCrashedProcessIsReplacedByOneThatNeverWas() {
        List<Op> ops = Simulation.crashing(2, MS).invocations(Generators.limit(6, numbers(1)), 100);
        assertThat(ops).extracting(Op::process).doesNotHaveDuplicates();
    }
}
