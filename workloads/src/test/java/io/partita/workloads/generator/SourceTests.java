package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.MS;
import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.millis;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.names;
import static io.partita.workloads.generator.Sample.numbers;
import static io.partita.workloads.generator.Sample.ops;
import static io.partita.workloads.generator.Sample.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SourceTests {

    private final Simulation three = Simulation.perfect(3, ms(1));
    private final Simulation one = Simulation.perfect(1, ms(1));

    @Test
    void nothingIsOverAtOnce() {
        assertThat(three.run(Generators.none())).isEmpty();
    }

    @Test
    void onceIsOneOperation() {
        assertThat(three.invocations(Generators.once(Template.of("read")))).hasSize(1);
    }

    @Test
    void aSequenceHasEachOperationOnceAndInOrder() {
        assertThat(values(three.invocations(ops("write", 7)))).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aStreamKeepsEveryThreadBusy() {
        List<Op> ops = three.invocations(numbers().limit(30));
        assertThat(ops.subList(0, 3)).extracting(Op::process).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(millis(ops)).containsSubsequence(0L, 0L, 0L, 1L, 1L, 1L, 2L);
    }

    @Test
    void aStreamDependsOnTheSeed() {
        List<Object> some = values(three.seed(1).invocations(numbers().limit(50)));
        assertThat(values(three.seed(1).invocations(numbers().limit(50)))).isEqualTo(some);
        assertThat(values(three.seed(2).invocations(numbers().limit(50)))).isNotEqualTo(some);
    }

    @Test
    void aStreamWithASeedOfItsOwnDependsOnThatAlone() {
        Generator stream = Generators.stream(7, (number, random) -> Template.of("write", random.nextLong()));
        assertThat(three.seed(1).run(stream.limit(20))).isEqualTo(three.seed(2).run(stream.limit(20)));
    }

    @Test
    void aFunctionSeesTheSituationUntilItHasNoMore() {
        Generator generator = Generators.function((number, random, context) ->
                context.time() < 3 * MS ? Optional.of(Template.of("write", context.time())) : Optional.empty());
        assertThat(values(one.invocations(generator))).containsExactly(0L, MS, 2 * MS);
    }

    @Test
    void aChainGoesOnUntilThereIsNoNextGenerator() {
        Generator generator =
                Generators.chain(round -> round < 3 ? Optional.of(ops("round" + round, round + 1)) : Optional.empty());
        assertThat(names(three.invocations(generator)))
                .containsExactly("round0", "round1", "round1", "round2", "round2", "round2");
    }

    @Test
    void aChainLosesNothingBehindManyEmptyGenerators() {
        Generator generator = Generators.chain(round ->
                round < 1_000 ? Optional.of(round == 999 ? ops("last", 1) : Generators.none()) : Optional.empty());
        assertThat(names(three.invocations(generator))).containsExactly("last");
    }

    @Test
    void aCycleOfGeneratorsGoesFromRoundToRound() {
        Generator generator = Generators.cycle(round -> ops("round" + round, 2)).limit(5);
        assertThat(names(one.invocations(generator))).containsExactly("round0", "round0", "round1", "round1", "round2");
    }

    @Test
    void aCycleOfNothingIsOver() {
        assertThat(one.run(Generators.none().cycle())).isEmpty();
    }

    @Test
    void whatWasPromisedBeginsWhenItIsDelivered() {
        CompletableFuture<Generator> promise = new CompletableFuture<>();
        Generator delivering = Generators.stream((number, random) -> {
            if (number == 4) {
                promise.complete(ops("delivered", 2));
            }
            return Template.of("before");
        });
        Generator generator = Generators.together(List.of(Generators.promised(promise), delivering.limit(5)));
        assertThat(names(one.invocations(generator)).subList(5, 7)).containsExactly("delivered", "delivered");
    }

    @Test
    void aTimeLimitEndsTheWaitForAPromise() {
        Generator generator = Generators.promised(new CompletableFuture<>()).timeLimit(ms(20));
        assertThat(names(one.invocations(generator.then(ops("after", 1))))).containsExactly("after");
    }

    @Test
    void aBrokenPromiseIsReported() {
        CompletableFuture<Generator> broken = CompletableFuture.failedFuture(new IllegalStateException("no disk"));
        assertThatThrownBy(() -> one.run(Generators.promised(broken)))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("promised")
                .hasMessageContaining("no disk");
    }

    @Test
    void aLazyGeneratorIsMadeWhenItIsFirstAsked() {
        AtomicInteger made = new AtomicInteger();
        Generator lazy = Generators.lazy(() -> ops("lazy" + made.incrementAndGet(), 2));
        List<String> atFirst = new ArrayList<>();
        Generator before = Generators.stream((number, random) -> {
            atFirst.add("made " + made);
            return Template.of("before");
        });
        assertThat(names(one.invocations(before.limit(3).then(lazy)))).endsWith("before", "lazy1", "lazy1");
        assertThat(atFirst).containsOnly("made 0");
    }

    @Test
    void repeatDrawsItsFirstOperationAnewEachTime() {
        List<Op> ops = one.invocations(numbers().repeat(40));
        assertThat(ops).hasSize(40);
        assertThat(values(ops)).doesNotHaveDuplicates();
        assertThat(values(one.invocations(ops("first", 9).repeat(3)))).containsExactly(0L, 0L, 0L);
        assertThat(one.first(100, endless("read").repeat())).hasSize(100);
    }

    @Test
    void cycleBeginsAgainAtTheEnd() {
        assertThat(values(one.invocations(ops("write", 3).cycle(2)))).containsExactly(0L, 1L, 2L, 0L, 1L, 2L);
        assertThat(values(one.invocations(ops("write", 3).cycle().limit(4)))).containsExactly(0L, 1L, 2L, 0L);
    }

    @Test
    void impossibleArgumentsAreRefusedBeforeARun() {
        assertThatThrownBy(() -> endless("read").limit(-1)).hasMessageContaining("give 0 or more");
        assertThatThrownBy(() -> endless("read").cycle(-1)).hasMessageContaining("give 0 or more");
        assertThatThrownBy(() -> Template.of(" ")).hasMessageContaining("needs a function");
        assertThatThrownBy(() -> Generators.sleep(ms(0))).hasMessageContaining("must be positive");
    }
}
