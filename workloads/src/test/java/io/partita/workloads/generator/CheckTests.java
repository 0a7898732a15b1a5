package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.ms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.partita.checker.history.Op;
import io.partita.workloads.client.Invocation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said of a generator that breaks a rule. */
class CheckTests {

    private record Liar(int process, long time) implements Generator {
        @Override
        public Offer offer(Context context) {
            return new Ready(time, new Invocation(process, "read", null, null), this);
        }
    }

    private record Thrower() implements Generator {
        @Override
        public Offer offer(Context context) {
            throw new IllegalStateException("disk full");
        }
    }

    private record Ungrateful() implements Generator {
        @Override
        public Offer offer(Context context) {
            return endless("read").offer(context).wrap(rest -> this);
        }

        @Override
        public Generator update(Context context, Op event) {
            throw new IllegalStateException("did not expect " + event.f());
        }
    }

    private record Around(Generator generator) implements Generator {
        @Override
        public Offer offer(Context context) {
            return generator.offer(context).wrap(Around::new);
        }
    }

    /** Forgets that a crashed process does not come back. */
    private record Forgetful() implements Generator {
        @Override
        public Offer offer(Context context) {
            return context.isFree(0)
                    ? new Ready(context.time(), new Invocation(0, "read", null, null), this)
                    : Pending.FOR_EVENT;
        }
    }

    private static GeneratorException failure(int threads, Generator generator) {
        return failure(Simulation.perfect(threads, ms(1)), generator);
    }

    private static GeneratorException failure(Simulation simulation, Generator generator) {
        return catchThrowableOfType(GeneratorException.class, () -> simulation.run(generator));
    }

    @Test
    void anExceptionIsReportedWithThePlaceOfItsGenerator() {
        Generator mix = Generators.mix(List.of(Generators.none(), new Thrower().stagger(ms(1))));
        GeneratorException e = failure(2, mix.timeLimit(ms(100)));
        assertThat(e.path()).containsExactly("timeLimit", "mix[1]", "stagger", "Thrower");
        assertThat(e)
                .hasMessage("generator timeLimit > mix[1] > stagger > Thrower: threw java.lang.IllegalStateException:"
                        + " disk full")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThat(e.isConfiguration()).isFalse();
    }

    @Test
    void soIsOneThatAnEventCauses() {
        Generator generator = Generators.reserve(1, endless("a")).rest(new Ungrateful());
        assertThat(failure(3, generator.limit(10)).path()).containsExactly("limit", "reserve[1]", "Ungrateful");
    }

    @Test
    void soIsOneOfAFunctionGivenToACombinator() {
        Generator generator = endless("read").map(op -> {
            throw new IllegalArgumentException("cannot map");
        });
        assertThat(failure(1, generator.named("writers").limit(5)).path()).containsExactly("limit", "writers", "map");
    }

    @Test
    void soIsOneInsideAGeneratorOfOnesOwn() {
        assertThat(failure(1, new Around(new Thrower().limit(3)).timeLimit(ms(5)))
                        .path())
                .containsExactly("timeLimit", "Around", "limit", "Thrower");
    }

    @Test
    void theKeyInWhichItHappenedIsTold() {
        Generator generator = IndependentKeys.sequential(
                List.of("x", "y", "z"),
                key -> key.equals("y") ? new Thrower() : endless("read").limit(2));
        assertThat(failure(1, generator).path()).containsExactly("key[1]", "withKey", "Thrower");
    }

    @Test
    void aProcessThatIsBusyIsNoneToOffer() {
        assertThat(failure(2, new Liar(0, 0)))
                .hasMessageContaining("generator Liar: offered read to process 0, which cannot be")
                .hasMessageContaining("has an operation under way")
                .hasMessageContaining("context.freeThread");
    }

    @Test
    void aProcessThatHasCrashedIsNoneToOffer() {
        assertThat(failure(Simulation.perfectInfo(1, ms(1)), new Forgetful()))
                .hasMessageContaining("Forgetful")
                .hasMessageContaining("its thread 0 is process 1");
    }

    @Test
    void aThreadOfSomebodyElseIsNoneToOffer() {
        assertThat(failure(4, new Liar(1, 0).onThreads(2, 4)))
                .hasMessageContaining("onThreads > Liar")
                .hasMessageContaining("its thread 1 is not among threads 2 to 3");
    }

    @Test
    void aTimeBeforeTheRunIsRefused() {
        assertThat(failure(1, new Liar(0, -5).limit(1))).hasMessageContaining("before the run began");
        assertThat(failure(1, new Liar(-1, 0).limit(1))).hasMessageContaining("numbered from 0");
    }

    @Test
    void nullIsNoAnswer() {
        assertThat(failure(1, context -> null)).hasMessageContaining("offered null");
        assertThat(failure(1, endless("read").onUpdate((current, context, event) -> null)))
                .hasMessageContaining("onUpdate: the reaction answered null");
    }

    @Test
    void aLambdaIsNamedByTheClassItStandsIn() {
        assertThat(failure(1, context -> null).path()).containsExactly("lambda of CheckTests");
    }

    @Test
    void oneThatDoesNotAnswerIsNamedByTheStackOfWhoAsks() {
        List<GeneratorException> seen = new ArrayList<>();
        Generator slow = Generators.stream((number, random) -> {
            StackTraceElement[] stack = Thread.currentThread().getStackTrace();
            seen.add(GeneratorException.stuck(Generators.none(), stack, "has not answered for 5 s"));
            return Template.of("read");
        });
        Simulation.quick(1).run(new Around(slow).limit(1).timeLimit(ms(1)));
        assertThat(seen.get(0).path())
                .startsWith("timeLimit", "limit", "Around", "stream")
                .last()
                .asString()
                .contains("CheckTests");
        assertThat(seen.get(0)).hasMessageEndingWith(": has not answered for 5 s");
    }

    @Test
    void whereNoGeneratorIsSeenTheRootIsNamed() {
        GeneratorException e =
                GeneratorException.stuck(Generators.none(), new StackTraceElement[0], "has not answered");
        assertThat(e.path()).containsExactly("none");
    }
}
