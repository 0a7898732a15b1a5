package io.partita.control.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunStatusTests {

    private static final RunStatus BUSY =
            new RunStatus("", 12.4, "1m", 103.2, 1234, 5, 2, 10, "partition-majorities active 3 s", 0.04, 12.34, false);

    @Test
    void aWideLineTellsEverything() {
        assertThat(BUSY.fitting(200))
                .isEqualTo("12 s/1m  1234 ok 5 fail 2 info  103/s  partition-majorities active 3 s  last ok 0.0 s ago"
                        + "  p99 12 ms  10 pending");
    }

    @Test
    void whatDoesNotFitIsLeftOutAndTheLineIsNeverWider() {
        for (int columns = 0; columns < 130; columns++) {
            assertThat(BUSY.fitting(columns).length()).isLessThanOrEqualTo(columns);
        }
        assertThat(BUSY.fitting(60)).isEqualTo("12 s/1m  1234 ok 5 fail 2 info  103/s  last ok 0.0 s ago");
    }

    @Test
    void whatIsNotKnownIsNotMadeUp() {
        RunStatus early = new RunStatus("", 0, "1m", Double.NaN, 0, 0, 0, 3, "", Double.NaN, Double.NaN, false);

        assertThat(early.fitting(200))
                .contains("no fault", "nothing succeeded yet", "p99 -")
                .doesNotContain("NaN");
    }

    @Test
    void aViolationAndThePhaseStandInFront() {
        RunStatus healing = new RunStatus("healing", 61, "1m", 0, 9, 0, 0, 0, "", 1, 1, true);

        assertThat(healing.fitting(40)).startsWith("61 s/1m healing  VIOLATION SEEN");
    }
}
