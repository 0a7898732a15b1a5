package io.partita.workloads.generator;

import static io.partita.workloads.generator.Sample.ms;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What holds for whatever is combined with whatever. */
class RandomTreesTests {

    private static final int SEEDS = 1_000;

    /** A tree of combinators that end by themselves and lose none of their operations. */
    private static final class Trees {

        private final RandomGenerator random;
        private long operations;

        Trees(long seed) {
            random = new SplittableRandom(seed);
        }

        Generator tree(int depth) {
            if (depth == 0 || random.nextInt(6) == 0) {
                return leaf();
            }
            return switch (random.nextInt(15)) {
                case 0 -> Generators.mix(children(depth));
                case 1 -> Generators.any(children(depth));
                case 2 -> Generators.together(children(depth));
                case 3 -> Generators.phases(children(depth));
                case 4 -> Generators.concat(children(depth));
                case 5 -> tree(depth - 1).stagger(ms(1 + random.nextInt(20)));
                case 6 -> tree(depth - 1).delay(ms(1 + random.nextInt(20)));
                case 7 -> tree(depth - 1).poisson(ms(1 + random.nextInt(20)));
                case 8 -> tree(depth - 1).synchronize();
                case 9 -> tree(depth - 1).concurrencyLimit(1 + random.nextInt(3));
                // Turns inside turns may never meet.
                case 10 ->
                    Generators.cycleTimes(List.of(
                            new Turn(ms(1 + random.nextInt(9)), leaf().stagger(ms(2))),
                            new Turn(ms(1 + random.nextInt(9)), leaf())));
                case 11 -> tree(depth - 1).cached(ms(3));
                case 12 -> Generators.sleep(ms(1 + random.nextInt(30))).concat(tree(depth - 1));
                case 13 -> Generators.reserve(1, leaf()).rest(tree(depth - 1));
                default -> tree(depth - 1).named("part");
            };
        }

        private Generator leaf() {
            int count = random.nextInt(12);
            operations += count;
            return Generators.stream((number, source) -> Template.of("write", source.nextLong(1_000)))
                    .limit(count);
        }

        private List<Generator> children(int depth) {
            List<Generator> children = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                children.add(tree(depth - 1));
            }
            return children;
        }
    }

    private static List<Op> run(long seed) {
        return simulation(seed).run(new Trees(seed).tree(4));
    }

    /** Enough threads for every reservation inside another. */
    private static Simulation simulation(long seed) {
        return Simulation.imperfect(6, ms(4)).seed(seed).atMost(100_000, Duration.ofHours(1));
    }

    @Test
    void theSameSeedGivesTheSameRun() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(run(seed)).as("seed %d", seed).isEqualTo(run(seed));
        }
    }

    @Test
    void nothingIsLost() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Trees trees = new Trees(seed);
            List<Op> ops = simulation(seed).invocations(trees.tree(4));
            assertThat(ops).as("seed %d", seed).hasSize((int) trees.operations);
        }
    }

    @Test
    void everyOperationFindsItsThreadFreeAndTimeNeverGoesBack() {
        for (long seed = 0; seed < SEEDS; seed++) {
            List<Op> events = run(seed);
            Set<Integer> busy = new HashSet<>();
            long time = 0;
            for (Op event : events) {
                int thread = event.process() % 6;
                assertThat(event.type() == OpType.INVOKE ? busy.add(thread) : busy.remove(thread))
                        .as("seed %d, event %s", seed, event)
                        .isTrue();
                assertThat(event.time()).as("seed %d", seed).isGreaterThanOrEqualTo(time);
                time = event.time();
            }
            assertThat(busy).isEmpty();
            History.of(events);
        }
    }

    @Test
    void anotherSeedGivesAnotherRun() {
        Set<List<Object>> different = new HashSet<>();
        Generator generator = new Trees(12).tree(4).then(Sample.numbers().limit(5));
        for (long seed = 0; seed < 100; seed++) {
            different.add(Sample.values(Simulation.perfect(6, ms(1)).seed(seed).invocations(generator)));
        }
        assertThat(different).hasSize(100);
    }
}
