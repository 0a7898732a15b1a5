package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.count;
import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.names;
import static io.partita.workloads.generator.Sample.ops;
import static io.partita.workloads.generator.Sample.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CombineTests {

    private final Simulation one = Simulation.perfect(1, ms(1));
    private final Simulation three = Simulation.perfect(3, ms(1));

    @Test
    void togetherPrefersTheFirstInTheList() {
        Generator generator = Generators.together(List.of(ops("first", 5), ops("second", 5)));
        assertThat(names(one.invocations(generator)).subList(0, 5)).containsOnly("first");
    }

    @Test
    void togetherTakesTheSoonest() {
        Generator generator = Generators.together(List.of(
                        endless("slow").delay(ms(50)).onThreads(0, 1),
                        endless("fast").onThreads(1, 2)))
                .timeLimit(ms(200));
        List<Op> ops = Simulation.perfect(2, ms(1)).invocations(generator);
        assertThat(count(ops, "slow")).isEqualTo(4);
        assertThat(count(ops, "fast")).isEqualTo(200);
    }

    @Test
    void anyDrawsLotsAmongEquals() {
        List<Op> ops = one.invocations(
                Generators.any(List.of(endless("a"), endless("b"))).limit(1_000));
        assertThat(count(ops, "a")).isBetween(420L, 580L);
    }

    @Test
    void aHeavierGeneratorWinsMoreTies() {
        Generator generator = Generators.anyWeighted(
                List.of(new Weighted(1, endless("a")), new Weighted(2, endless("b")), new Weighted(5, endless("c"))));
        List<Op> ops = one.invocations(generator.limit(4_000));
        assertThat(count(ops, "a")).isBetween(430L, 570L);
        assertThat(count(ops, "b")).isBetween(900L, 1_100L);
    }

    @Test
    void anyEndsWithTheLastOfItsGenerators() {
        assertThat(three.invocations(Generators.any(List.of(ops("a", 3), ops("b", 30)))))
                .hasSize(33);
    }

    @Test
    void shortestAnyEndsWithTheFirst() {
        Generator script = Generators.sleep(ms(20)).concat(ops("script", 1));
        Generator generator = Generators.shortestAny(List.of(endless("load"), script));
        List<Op> ops = one.invocations(generator);
        assertThat(count(ops, "script")).isEqualTo(1);
        assertThat(count(ops, "load")).isBetween(19L, 40L);
    }

    @Test
    void aMixDrawsEvenly() {
        List<Op> ops = one.invocations(Generators.mix(List.of(endless("a"), endless("b"), endless("c")))
                .limit(3_000));
        for (String f : List.of("a", "b", "c")) {
            assertThat(count(ops, f)).isBetween(900L, 1_100L);
        }
    }

    @Test
    void aMixDrawsByWeight() {
        Generator generator =
                Generators.mixWeighted(List.of(new Weighted(9, endless("read")), new Weighted(1, endless("write"))));
        assertThat(count(one.invocations(generator.limit(3_000)), "write")).isBetween(250L, 350L);
    }

    @Test
    void aBranchThatWaitsDoesNotHoldUpAMix() {
        Generator never = Generators.promised(new CompletableFuture<>());
        Generator rare = endless("rare").delay(Duration.ofSeconds(1));
        Generator generator =
                Generators.mix(List.of(never, rare, endless("often"))).timeLimit(Duration.ofMillis(2_500));
        List<Op> ops = one.invocations(generator);
        assertThat(count(ops, "rare")).isEqualTo(3);
        assertThat(count(ops, "often")).isEqualTo(2_497);
    }

    @Test
    void aMixLosesNothing() {
        List<Op> ops = three.invocations(Generators.mix(List.of(ops("a", 50), ops("b", 5), Generators.none())));
        assertThat(count(ops, "a")).isEqualTo(50);
        assertThat(count(ops, "b")).isEqualTo(5);
    }

    @Test
    void everyBranchOfAMixSeesEvents() {
        Generator untilRead = endless("write")
                .until(event -> event.type() == OpType.OK && event.f().equals("read"));
        Generator generator = Generators.mix(List.of(untilRead, ops("read", 20)));
        List<String> names = names(one.invocations(generator));
        assertThat(names.subList(names.indexOf("read") + 1, names.size()))
                .containsOnly("read")
                .hasSize(19);
    }

    @Test
    void flipFlopAlternatesUntilOneEnds() {
        assertThat(names(one.invocations(Generators.flipFlop(List.of(ops("a", 9), ops("b", 2))))))
                .containsExactly("a", "b", "a", "b", "a");
    }

    @Test
    void concatDoesNotWaitForOperationsUnderWay() {
        List<Op> events = Simulation.perfect(2, ms(1)).run(ops("a", 1).concat(ops("b", 1)));
        assertThat(events).extracting(Op::type).startsWith(OpType.INVOKE, OpType.INVOKE);
    }

    @Test
    void phasesDo() {
        List<Op> events = Simulation.perfect(2, ms(1)).run(ops("a", 1).then(ops("b", 1)));
        assertThat(events)
                .extracting(op -> op.f() + " " + op.type())
                .containsExactly("a INVOKE", "a OK", "b INVOKE", "b OK");
    }

    @Test
    void aSynchronizedGeneratorBeginsWhenAllIsQuiet() {
        Generator generator = ops("a", 2).concat(ops("b", 1).synchronize());
        assertThat(Sample.millis(three.invocations(generator))).containsExactly(0L, 0L, 1L);
    }

    @Test
    void keysComeOneAfterAnother() {
        List<Op> ops = three.invocations(IndependentKeys.sequential(List.of("x", "y"), key -> ops("write", 3)));
        assertThat(ops).extracting(Op::key).containsExactly("x", "x", "x", "y", "y", "y");
    }

    @Test
    void severalKeysAtOnceHaveThreadsOfTheirOwn() {
        Generator generator = IndependentKeys.concurrent(2, List.of("w", "x", "y", "z"), key -> ops("write", 4));
        List<Op> ops = Simulation.perfect(4, ms(1)).invocations(generator);
        assertThat(ops).hasSize(16);
        assertThat(ops).allMatch(op -> op.process() / 2 == (List.of("w", "y").contains(op.key()) ? 0 : 1));
    }

    @Test
    void threadsThatAreLeftOverJoinTheLastGroup() {
        Generator generator = IndependentKeys.concurrent(2, List.of("x", "y"), key -> ops("write", 30));
        List<Op> ops = Simulation.perfect(5, ms(1)).invocations(generator);
        assertThat(ops.stream()
                        .filter(op -> op.key().equals("y"))
                        .map(Op::process)
                        .distinct())
                .containsExactlyInAnyOrder(2, 3, 4);
    }

    @Test
    void fewerThreadsThanAKeyIsMeantForAreOneGroup() {
        Generator generator = IndependentKeys.concurrent(10, List.of("x", "y"), key -> ops("write", 3));
        assertThat(three.invocations(generator)).extracting(Op::key).containsExactly("x", "x", "x", "y", "y", "y");
    }

    @Test
    void everyKeyDrawsForItself() {
        Generator generator = IndependentKeys.concurrent(
                1, List.of(1L, 2L, 3L, 4L, 5L), key -> Sample.numbers().limit(4));
        assertThat(values(three.invocations(generator))).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void impossibleArgumentsAreRefusedBeforeARun() {
        assertThatThrownBy(() -> Generators.mix(List.of())).hasMessageContaining("give at least one");
        assertThatThrownBy(() -> Generators.flipFlop(List.of())).hasMessageContaining("give at least one");
        assertThatThrownBy(() -> new Weighted(0, Generators.none())).hasMessageContaining("give 1 or more");
        assertThatThrownBy(() -> Generators.reserve(0, endless("a")).rest(endless("b")))
                .hasMessageContaining("give 1 or more");
        assertThatThrownBy(() -> IndependentKeys.concurrent(0, List.of("x"), key -> endless("a")))
                .hasMessageContaining("give 1 or more");
    }
}
