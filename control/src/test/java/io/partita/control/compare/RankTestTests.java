package io.partita.control.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures against those of SciPy 1's {@code mannwhitneyu} and {@code norm.sf}. */
class RankTestTests {

    @Test
    void smallSamplesAreCountedOutExactly() {
        RankTest test =
                RankTest.of(new double[] {1.1, 2.2, 3.3, 4.4, 5.5}, new double[] {2.5, 3.6, 6.1, 7.2, 8.3, 9.4});

        assertThat(test.p()).isCloseTo(0.08225108225108226, within(1e-12));
        assertThat(test.superiority()).isCloseTo(25 / 30.0, within(1e-12));
        assertThat(test.effect()).isEqualTo("large");
    }

    @Test
    void tiesAreCorrectedFor() {
        RankTest test = RankTest.of(new double[] {1, 2, 2, 3, 4, 4, 5, 6}, new double[] {2, 4, 5, 6, 7, 7, 8, 9});

        assertThat(test.p()).isCloseTo(0.029964585224922756, within(1e-9));
    }

    @Test
    void theNormalTailIsRightOnBothSidesOfItsSeam() {
        assertThat(RankTest.upperTail(0)).isCloseTo(0.5, within(1e-15));
        assertThat(RankTest.upperTail(0.5)).isCloseTo(0.3085375387259869, within(1e-12));
        assertThat(RankTest.upperTail(1.96)).isCloseTo(0.024997895148220435, within(1e-12));
        assertThat(RankTest.upperTail(2)).isCloseTo(0.022750131948179195, within(1e-12));
        assertThat(RankTest.upperTail(4)).isCloseTo(3.167124183311986e-05, within(1e-12));
    }

    @Test
    void equalSamplesShowNothing() {
        double[] same = IntStream.range(0, 40).mapToDouble(i -> 7).toArray();

        assertThat(RankTest.of(same, same)).isEqualTo(new RankTest(1, 0.5));
    }

    @Test
    void theOrderOfTheSamplesTurnsTheEffectAndNotP() {
        double[] low = IntStream.range(0, 30).mapToDouble(i -> i).toArray();
        double[] high = IntStream.range(0, 30).mapToDouble(i -> i + 9.5).toArray();

        assertThat(RankTest.of(low, high).p()).isCloseTo(RankTest.of(high, low).p(), within(1e-12));
        assertThat(RankTest.of(low, high).superiority())
                .isCloseTo(1 - RankTest.of(high, low).superiority(), within(1e-12));
    }

    @Test
    void withoutValuesThereIsNoTest() {
        assertThatThrownBy(() -> RankTest.of(new double[0], new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
