package io.partita.control.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewSvgTests {

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 0.99, 1, 7, 1_950, 60_000, 3_600_000})
    void noTwoLabelsOfATimeAxisAreTheSame(double endMs) {
        assertThat(Arrays.stream(OverviewSvg.ticks(endMs)).mapToObj(at -> OverviewSvg.tick(at, endMs)))
                .doesNotHaveDuplicates();
    }
}
