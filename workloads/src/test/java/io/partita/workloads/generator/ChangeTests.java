package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.endless;
import static io.partita.workloads.generator.Sample.ms;
import static io.partita.workloads.generator.Sample.names;
import static io.partita.workloads.generator.Sample.ops;
import static io.partita.workloads.generator.Sample.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import io.partita.workloads.client.Completion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeTests {

    private final Simulation two = Simulation.perfect(2, ms(1));

    /** Answers its own name until it has seen an event. */
    private static final class Watcher implements Generator {

        private final boolean seen;

        Watcher(boolean seen) {
            this.seen = seen;
        }

        @Override
        public Offer offer(Context context) {
            return endless(seen ? "seen" : "unseen")
                    .seeded(Seed.of(1))
                    .offer(context)
                    .wrap(rest -> this);
        }

        @Override
        public Generator update(Context context, Op event) {
            return event.type() == OpType.OK ? new Watcher(true) : this;
        }
    }

    @Test
    void mapChangesEachOperation() {
        Generator generator = ops("write", 3).map(op -> new Template(op.f(), "k", (Long) op.value() * 10));
        List<Op> ops = two.invocations(generator);
        assertThat(values(ops)).containsExactly(0L, 10L, 20L);
        assertThat(ops).extracting(Op::key).containsOnly("k");
    }

    @Test
    void renameLeavesOtherNamesAlone() {
        Generator generator =
                Generators.concat(List.of(ops("read", 1), ops("write", 1))).rename(Map.of("read", "get"));
        assertThat(names(two.invocations(generator))).containsExactly("get", "write");
    }

    @Test
    void filterKeepsWhatMatches() {
        Generator generator = ops("write", 10).filter(op -> (Long) op.value() % 3 == 0);
        assertThat(values(two.invocations(generator))).containsExactly(0L, 3L, 6L, 9L);
    }

    @Test
    void aFilterThatNothingPassesIsReported() {
        assertThatThrownBy(() -> two.run(endless("read").filter(op -> op.f().equals("raed"))))
                .isInstanceOf(GeneratorException.class)
                .hasMessageContaining("filter")
                .hasMessageContaining("seems to match");
    }

    @Test
    void eventsReachAGenerator() {
        assertThat(names(two.invocations(new Watcher(false).limit(4))))
                .containsExactly("unseen", "unseen", "seen", "seen");
    }

    @Test
    void ignoredEventsDoNot() {
        assertThat(names(two.invocations(new Watcher(false).ignoreUpdates().limit(4))))
                .containsOnly("unseen");
    }

    @Test
    void aReactionReplacesTheGenerator() {
        Generator generator = endless("a")
                .onUpdate((current, context, event) ->
                        event.type() == OpType.OK && event.f().equals("a") ? ops("b", 2) : current);
        assertThat(names(two.invocations(generator))).containsExactly("a", "a", "b", "b");
    }

    @Test
    void untilEndsWithTheEventThatIsEnough() {
        Generator generator = endless("read")
                .until(event -> event.type() == OpType.OK && event.value().equals(2L));
        assertThat(two.invocations(generator.then(ops("end", 1))))
                .hasSize(5)
                .last()
                .extracting(Op::f)
                .isEqualTo("end");
    }

    @Test
    void untilOkCountsItsOwnOperationsOnly() {
        Simulation system = Simulation.of(
                2,
                (invocation, random) -> new Simulation.Outcome(
                        ms(1),
                        invocation.f().equals("mine") && (Long) invocation.value() < 5
                                ? Completion.fail(invocation, "not yet")
                                : Completion.ok(null)));
        Generator generator = Generators.together(List.of(
                endless("mine").onThreads(0, 1).untilOk(), ops("other", 3).onThreads(1, 2)));
        assertThat(Sample.count(system.invocations(generator), "mine")).isEqualTo(6);
    }

    @Test
    void aTraceTellsQuestionsAndEvents() {
        List<String> lines = new ArrayList<>();
        two.run(ops("read", 1).traced("T", lines::add));
        assertThat(lines).anyMatch(line -> line.startsWith("T at 0 ns: offers") && line.contains("read"));
        assertThat(lines).anyMatch(line -> line.contains("unchanged by") && line.contains("OK"));
        assertThat(lines).last().asString().isEqualTo("T at 1000000 ns: is exhausted");
    }

    @Test
    void aNamedGeneratorDrawsTheSameWhereverItStands() {
        Generator named = Sample.numbers().limit(5).named("writers");
        List<Object> alone = values(two.invocations(named));
        assertThat(values(two.invocations(named.timeLimit(Duration.ofHours(1)))))
                .isEqualTo(alone);
        assertThat(values(two.invocations(Sample.numbers().limit(5).named("readers"))))
                .isNotEqualTo(alone);
    }

    @Test
    void aCachedOfferIsNotAskedForAgain() {
        int[] asked = {0};
        Generator expensive = Generators.stream((number, random) -> {
            asked[0]++;
            return Template.of("read", number);
        });
        Generator late = expensive.limit(3).stagger(ms(50));
        Generator busy = endless("busy").onThreads(1, 2).timeLimit(ms(200));
        two.run(Generators.together(List.of(late.onThreads(0, 1), busy)));
        int plain = asked[0];
        asked[0] = 0;
        List<Op> ops = two.invocations(
                Generators.together(List.of(late.cached(Duration.ofSeconds(1)).onThreads(0, 1), busy)));
        assertThat(Sample.count(ops, "read")).isEqualTo(3);
        assertThat(asked[0]).isLessThan(10);
        assertThat(plain).isGreaterThan(20);
    }
}
