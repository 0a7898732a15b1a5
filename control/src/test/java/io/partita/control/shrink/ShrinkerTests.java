package io.partita.control.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.partita.control.shrink.Shrinker.Effort;
import io.partita.control.shrink.Shrinker.Outcome;
import io.partita.control.shrink.Shrunk.Ending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShrinkerTests {

    private final List<List<Integer>> tried = new ArrayList<>();
    private final List<Shrunk<Integer>> better = new ArrayList<>();
    private int runsLeft = 10_000;

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    private Shrinker<Integer> shrinker(Predicate<List<Integer>> fails, int attempts, int atLeast) {
        return new Shrinker<>(
                parts -> {
                    runsLeft--;
                    tried.add(parts);
                    return fails.test(parts) ? Outcome.FAILED : Outcome.PASSED;
                },
                new Effort(attempts, atLeast),
                () -> runsLeft > 0,
                better::add);
    }

    private Shrunk<Integer> shrink(int parts, Predicate<List<Integer>> fails, int attempts) throws Exception {
        return shrinker(fails, attempts, 1).shrink(upTo(parts), part -> Optional.empty());
    }

    @Test
    void theOneFaultThatMattersIsFound() throws Exception {
        for (int guilty = 0; guilty < 9; guilty++) {
            int one = guilty;
            assertThat(shrink(9, parts -> parts.contains(one), 1).parts()).containsExactly(one);
        }
    }

    @Test
    void ofAnyFaultsThatAreNeededTogetherAllAreKeptAndNoOther() throws Exception {
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            int size = 1 + random.nextInt(12);
            var needed = new HashSet<Integer>();
            for (int n = 0; n <= random.nextInt(4); n++) {
                needed.add(random.nextInt(size));
            }
            tried.clear();
            Shrunk<Integer> shrunk = shrink(size, parts -> parts.containsAll(needed), 1);
            assertThat(shrunk.parts())
                    .containsExactlyInAnyOrderElementsOf(needed)
                    .isSorted();
            assertThat(shrunk.ending()).isEqualTo(Ending.SMALLEST);
            assertThat(tried).as("no list is tried twice").doesNotHaveDuplicates();
        }
    }

    @Test
    void noPartOfTheResultCanBeLeftOut() throws Exception {
        // Fails with any two of three, or with 0: many smallest lists, and leaving out is not monotonous.
        Predicate<List<Integer>> fails = parts -> parts.contains(0) && parts.size() % 3 != 0
                || parts.stream().filter(part -> part > 5).count() >= 2;
        Shrunk<Integer> shrunk = shrink(9, fails, 1);
        for (Integer part : shrunk.parts()) {
            List<Integer> less = new ArrayList<>(shrunk.parts());
            less.remove(part);
            assertThat(fails.test(less)).isFalse();
        }
    }

    @Test
    void aFailureThatNeedsNoFaultIsFoundAtOnce() throws Exception {
        Shrunk<Integer> shrunk = shrink(8, parts -> true, 3);
        assertThat(shrunk.parts()).isEmpty();
        assertThat(shrunk.reproduced()).isTrue();
        assertThat(shrunk.runs())
                .as("one of the whole, three of the empty list for its rate")
                .isEqualTo(4);
    }

    @Test
    void whatDoesNotFailAgainIsSaidNotToHave() throws Exception {
        Shrunk<Integer> shrunk = shrink(4, parts -> false, 3);
        assertThat(shrunk.ending()).isEqualTo(Ending.NOT_REPRODUCED);
        assertThat(shrunk.reproduced()).isFalse();
        assertThat(shrunk.tally()).isEqualTo(new Tally(0, 3));
        assertThat(better).isEmpty();
    }

    @Test
    void aFailureThatComesNowAndThenIsShrunkWithEnoughAttemptsAndItsRateIsMeasured() throws Exception {
        int small = 0;
        double rate = 0;
        for (int seed = 0; seed < 200; seed++) {
            var chance = new Random(seed);
            Shrunk<Integer> shrunk = shrink(6, parts -> parts.contains(4) && chance.nextInt(10) < 6, 6);
            assertThat(shrunk.parts()).contains(4);
            small += shrunk.parts().equals(List.of(4)) ? 1 : 0;
            rate += shrunk.tally().failed() / (double) shrunk.tally().runs();
            assertThat(shrunk.tally().runs()).isEqualTo(6);
        }
        assertThat(small).as("of 200").isGreaterThan(180);
        assertThat(rate / 200).isCloseTo(0.6, within(0.1));
    }

    @Test
    void aStatedShareOfTheRunsMustFail() throws Exception {
        int[] run = {0};
        // Every second run fails, whatever is in it: never two of two, always one of two.
        Predicate<List<Integer>> everySecond = parts -> run[0]++ % 2 == 0;
        assertThat(shrinker(everySecond, 2, 2)
                        .shrink(upTo(3), part -> Optional.empty())
                        .ending())
                .isEqualTo(Ending.NOT_REPRODUCED);
        run[0] = 0;
        assertThat(shrinker(everySecond, 2, 1)
                        .shrink(upTo(3), part -> Optional.empty())
                        .parts())
                .isEmpty();
    }

    @Test
    void whenTheTimeIsUpTheSmallestSoFarIsLeft() throws Exception {
        runsLeft = 4;
        Shrunk<Integer> shrunk = shrink(8, parts -> parts.contains(7), 1);
        assertThat(shrunk.ending()).isEqualTo(Ending.BUDGET);
        assertThat(shrunk.parts()).contains(7).hasSizeLessThan(8);
        assertThat(shrunk.runs()).isEqualTo(4);
        assertThat(better.get(better.size() - 1).parts()).isEqualTo(shrunk.parts());
    }

    @Test
    void aRunThatIsStoppedEndsTheSearchAndCountsForNothing() throws Exception {
        var shrinker = new Shrinker<Integer>(
                parts -> {
                    tried.add(parts);
                    return tried.size() == 5 ? Outcome.STOPPED : parts.contains(7) ? Outcome.FAILED : Outcome.PASSED;
                },
                new Effort(1, 1),
                () -> true,
                better::add);
        Shrunk<Integer> shrunk = shrinker.shrink(upTo(8), part -> Optional.empty());
        assertThat(shrunk.ending()).isEqualTo(Ending.INTERRUPTED);
        assertThat(shrunk.parts()).containsExactly(4, 5, 6, 7);
        assertThat(shrunk.runs()).isEqualTo(4);
    }

    @Test
    void partsAreMadeShorterAsLongAsThatFails() throws Exception {
        Shrunk<Integer> shrunk = shrinker(
                        parts -> parts.stream().anyMatch(part -> part >= 100 && part < 1000)
                                && parts.stream().anyMatch(part -> part >= 5000),
                        1,
                        1)
                .shrink(List.of(800, 3, 40_000), part -> part < 2 ? Optional.empty() : Optional.of(part / 2));
        assertThat(shrunk.parts()).containsExactly(100, 5000);
    }

    @Test
    void theIntervalOfARateIsThatOfWilson() {
        assertThat(new Tally(3, 4).interval()).containsExactly(new double[] {0.3006, 0.9544}, within(0.0001));
        assertThat(new Tally(0, 3).interval()).containsExactly(new double[] {0, 0.5615}, within(0.0001));
        assertThat(new Tally(0, 0).interval()).containsExactly(0, 1);
    }

    @Test
    void moreFailuresThanAttemptsCannotBeAskedFor() {
        assertThatThrownBy(() -> new Effort(2, 3)).hasMessageContaining("3 of 2");
    }
}
