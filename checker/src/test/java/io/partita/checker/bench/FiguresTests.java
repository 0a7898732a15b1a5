package io.partita.checker.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiguresTests {

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Figures.median(new double[] {1, 2, 4, 100})).isEqualTo(3);
    }

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        assertThat(Figures.median(new double[] {1, 2, 100})).isEqualTo(2);
    }

    @Test
    void theGeometricMeanIsThatOfFactors() {
        assertThat(Figures.geometricMean(new double[] {1, 100})).isCloseTo(10, within(1e-9));
    }

    @Test
    void nothingHasNoSummary() {
        assertThat(Figures.summary(new double[0])).isEqualTo("none");
    }
}
