package io.partita.workloads.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/generators.md shows. */
class DocumentedExampleTests {

    private static final Path PAGE = Path.of("..", "docs", "generators.md");
    private static final Path HERE =
            Path.of("src", "test", "java", "io", "partita", "workloads", "generator", "DocumentedExampleTests.java");

    record EveryOther(boolean skip, Generator inner) implements Generator {
        @Override
        public Offer offer(Context context) {
            Offer offer = inner.offer(context);
            return skip && offer instanceof Ready ready
                    ? new Moved(new EveryOther(false, ready.rest()))
                    : offer.wrap(rest -> new EveryOther(offer instanceof Ready || skip, rest));
        }

        @Override
        public Generator update(Context context, Op event) {
            return new EveryOther(skip, inner.update(context, event));
        }

        @Override
        public Generator seeded(Seed seed) {
            return new EveryOther(skip, inner.seeded(seed));
        }
    }

    @Test
    void aBurstOfReadsFollowsAFault() {
        Generator writes = Generators.stream((number, random) -> Template.of("write", random.nextLong(100)));
        Generator burst =
                Generators.stream((number, random) -> Template.of("read")).limit(50);
        Generator load = Generators.phases(List.of(
                writes.until(Faults.active("partition-leader")),
                Generators.await(Faults.healed("partition-leader")),
                burst));

        List<Op> history = Simulation.perfect(3, Duration.ofMillis(5))
                .fault("partition-leader", Duration.ofMillis(100), Duration.ofMillis(300))
                .run(load);

        assertThat(history.stream().filter(op -> op.f().equals("write") && op.type() == OpType.INVOKE))
                .hasSizeBetween(55, 65);
        assertThat(history.stream().filter(op -> op.f().equals("read") && op.type() == OpType.INVOKE))
                .hasSize(50)
                .allSatisfy(op -> assertThat(op.time()).isGreaterThanOrEqualTo(300_000_000L));
    }

    @Test
    void aMixedLoadIsFollowedByOneReadOnEachThread() {
        Generator reads = Generators.stream((number, random) -> Template.of("read"));
        Generator writes = Generators.stream((number, random) -> Template.of("write", random.nextLong(100)));
        Generator load = Generators.mixWeighted(List.of(new Weighted(3, reads), new Weighted(1, writes)))
                .stagger(Duration.ofMillis(20))
                .timeLimit(Duration.ofSeconds(30))
                .then(Generators.sleep(Duration.ofSeconds(5)))
                .then(reads.untilOk().eachThread());

        List<Op> history =
                Simulation.imperfect(10, Duration.ofMillis(5)).seed(7).run(load);

        assertThat(history).hasSizeBetween(2_600, 3_400);
        assertThat(history.stream().filter(op -> op.time() > 34_500_000_000L && op.type() == OpType.OK))
                .hasSize(10);
    }

    @Test
    void everyOtherOperationIsLeftOut() {
        Generator generator = new EveryOther(false, Sample.ops("write", 6));
        assertThat(Sample.values(Simulation.quick(2).invocations(generator))).containsExactly(0L, 2L, 4L);
    }

    @Test
    void whatThePageShowsIsCompiledHere() throws IOException {
        String code = withoutSpace(Files.readString(HERE));
        List<String> shown = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE))
                .results()
                .map(block -> withoutSpace(block.group(1)))
                .toList();
        assertThat(shown).hasSize(3).allSatisfy(block -> assertThat(code).contains(block));
    }

    private static String withoutSpace(String text) {
        return text.replaceAll("\\s+", "");
    }
}
