package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.MS;
import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.millis;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.names;
import static io.partita.workloads.generator.Sample.ops;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimingTests {

    private final Simulation one = Simulation.perfect(1, ms(1));
    private final Simulation five = Simulation.perfect(5, ms(1));

    /** Answers after 1 ms, but operation {@code number} after {@code stall}. */
    private static Simulation stalling(int threads, long number, Duration stall) {
        return Simulation.of(
                threads,
                (invocation, random) ->
                        new Simulation.Outcome(invocation.value().equals(number) ? stall : ms(1), Completion.ok(null)));
    }

    @Test
    void aTimeLimitBeginsNothingLater() {
        List<Op> ops = one.invocations(endless("read").timeLimit(ms(10)));
        assertThat(ops).hasSize(10).allMatch(op -> op.time() < 10 * MS);
    }

    @Test
    void whatIsMeantForTheEndOfATimeLimitIsTooLate() {
        assertThat(millis(one.invocations(endless("read").delay(ms(10)).timeLimit(ms(20)))))
                .containsExactly(0L, 10L);
    }

    @Test
    void aTimeLimitBeginsWhenItIsFirstAsked() {
        Generator generator = ops("before", 20).then(endless("after").timeLimit(ms(10)));
        assertThat(Sample.count(one.invocations(generator), "after")).isEqualTo(10);
    }

    @Test
    void aStaggeredStreamKeepsItsMeanRateOverAllThreads() {
        Generator generator = endless("read").stagger(ms(10)).timeLimit(Duration.ofSeconds(10));
        assertThat(five.invocations(generator)).hasSizeBetween(900, 1_100);
    }

    @Test
    void staggeringDoesNotMakeUpForAStall() {
        Generator generator = endless("read").stagger(ms(10)).timeLimit(Duration.ofSeconds(2));
        List<Op> ops = stalling(1, 10L, Duration.ofSeconds(1)).invocations(generator);
        assertThat(ops).hasSizeBetween(70, 130);
    }

    @Test
    void delayedOperationsComeExactlyThatFarApart() {
        Generator generator = endless("read").delay(ms(10)).limit(5);
        assertThat(millis(five.invocations(generator))).containsExactly(0L, 10L, 20L, 30L, 40L);
    }

    @Test
    void afterAStallWhatWasDelayedIsMadeUpFor() {
        Generator generator = endless("read").delay(ms(10)).limit(100);
        List<Op> ops = stalling(1, 10L, ms(500)).invocations(generator);
        assertThat(ops.get(11).time()).isEqualTo(600 * MS);
        assertThat(ops.get(50).time()).isLessThan(645 * MS);
        assertThat(ops.get(99).time()).isEqualTo(990 * MS);
    }

    @Test
    void whatCouldNotBeginInTimeKeepsTheTimeItWasMeantFor() {
        Generator generator = endless("read").delay(ms(10)).limit(100);
        Simulation.Result result = stalling(1, 10L, ms(500)).result(generator);
        List<Long> lags = new ArrayList<>();
        for (int i = 0; i < result.events().size(); i++) {
            Op event = result.events().get(i);
            if (event.type() == OpType.INVOKE) {
                assertThat(result.due().get(i)).isEqualTo((Long) event.value() * 10 * MS);
                lags.add((event.time() - result.due().get(i)) / MS);
            }
        }
        assertThat(lags.get(5)).isZero();
        assertThat(lags.get(11)).isEqualTo(490);
        assertThat(lags.get(99)).isZero();
    }

    @Test
    void aGeneratorThatPacesItselfIsNotLateForArrivalsItDidNotWant() {
        Simulation.Result result =
                five.result(endless("read").stagger(ms(100)).poisson(ms(10)).limit(50));
        for (int i = 0; i < result.events().size(); i++) {
            assertThat(result.events().get(i).time() - result.due().get(i)).isLessThanOrEqualTo(MS);
        }
        assertThat(result.events())
                .last()
                .extracting(Op::time)
                .satisfies(end -> assertThat(end).isGreaterThan(2_500 * MS));
    }

    @Test
    void poissonArrivalsKeepTheirMeanAndVaryAsMuch() {
        Generator generator = endless("read").poisson(ms(10)).limit(4_000);
        List<Op> ops = Simulation.perfect(20, ms(1)).invocations(generator);
        List<Double> gaps = new ArrayList<>();
        for (int i = 1; i < ops.size(); i++) {
            gaps.add((ops.get(i).time() - ops.get(i - 1).time()) / 1e6);
        }
        double mean = gaps.stream().mapToDouble(gap -> gap).average().orElseThrow();
        double variance = gaps.stream()
                .mapToDouble(gap -> (gap - mean) * (gap - mean))
                .average()
                .orElseThrow();
        assertThat(mean).isEqualTo(10, within(0.6));
        assertThat(Math.sqrt(variance)).isEqualTo(10, within(1.0));
    }

    @Test
    void sleepBeginsWhenItsTurnComes() {
        Generator generator = Generators.phases(List.of(ops("a", 3), Generators.sleep(ms(100)), ops("b", 1)));
        assertThat(millis(one.invocations(generator))).containsExactly(0L, 1L, 2L, 103L);
    }

    @Test
    void othersGoOnWhileOneSleeps() {
        Generator generator = Generators.together(List.of(
                Generators.sleep(ms(50)).concat(ops("late", 1)),
                endless("load").delay(ms(20)).limit(5)));
        List<Op> ops = five.invocations(generator);
        assertThat(names(ops)).containsExactly("load", "load", "load", "late", "load", "load");
        assertThat(millis(ops)).containsExactly(0L, 20L, 40L, 50L, 60L, 80L);
    }

    @Test
    void aLogLineIsWrittenOnceInItsPlaceAndIsNoEvent() {
        Generator generator = Generators.phases(List.of(ops("a", 1), Generators.log("half way"), ops("b", 1)));
        Simulation.Result result = five.result(generator);
        assertThat(result.notes()).containsExactly("half way");
        assertThat(result.events()).hasSize(4);
    }

    @Test
    void turnsComeRoundAndKeepTheirState() {
        Generator generator = Generators.cycleTimes(
                        List.of(new Turn(ms(3), endless("a")), new Turn(ms(2), endless("b"))))
                .timeLimit(ms(10));
        List<Op> ops = one.invocations(generator);
        assertThat(names(ops)).containsExactly("a", "a", "a", "b", "b", "a", "a", "a", "b", "b");
        assertThat(ops.get(5).value()).isEqualTo(3L);
    }

    @Test
    void whatIsMeantForLaterThanItsTurnWaitsForTheNext() {
        Generator generator = Generators.cycleTimes(
                        List.of(new Turn(ms(3), endless("a").delay(ms(2))), new Turn(ms(3), Generators.none())))
                .timeLimit(ms(8));
        assertThat(millis(Simulation.perfect(5, ms(5)).invocations(generator))).containsExactly(0L, 2L, 6L, 6L);
    }

    @Test
    void turnsEndWhenAllAreExhausted() {
        Generator generator =
                Generators.cycleTimes(List.of(new Turn(ms(3), ops("a", 4)), new Turn(ms(2), ops("b", 1))));
        assertThat(names(one.invocations(generator))).containsExactly("a", "a", "a", "b", "a");
    }
}
