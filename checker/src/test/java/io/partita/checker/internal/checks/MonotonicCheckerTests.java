package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Checkers;
import io.partita.checker.Script;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MonotonicCheckerTests {

    @Test
    void aProcessThatReadsLessThanBeforeIsNamed() {
        var result = Judging.check(
                Checkers.monotonic(false), script().did(0, "read", null, 5).did(0, "read", null, 4));

        isInvalid(result, "process 0 read 4 at event 3 after it had read 5 at event 1", 3, 0L, 1L, 2L, 3L);
        assertThat(result.anomalies().get(0).details()).isEqualTo(Map.of("before", 5L, "value", 4L));
    }

    @Test
    void otherProcessesMayBeBehindUnlessReadsAgree() {
        Script behind = script().did(0, "read", null, 5)
                .did(1, "read", null, 4)
                .did(1, "read", null, 4)
                .did(0, "read", null, 5.5);

        isValid(Judging.check(Checkers.monotonic(false), behind), "none of 4 reads went back");
        isInvalid(
                Judging.check(Checkers.monotonic(true), behind),
                "2 of 4 reads went back; process 1 read 4 at event 3 after process 0 had read 5 at event 1",
                3,
                0L,
                1L,
                2L,
                3L);
    }

    @Test
    void zeroIsZeroWhateverItsTypeAndSign() {
        isValid(
                Judging.check(
                        Checkers.monotonic(false),
                        script().did(0, "read", null, 0).did(0, "read", null, -0.0)),
                "none of 2 reads went back");
    }

    @Test
    void wholeNumbersAndFractionsAreComparedExactly() {
        assertThat(Judging.check(
                                Checkers.monotonic(false),
                                script().did(0, "read", null, (1L << 53) + 1).did(0, "read", null, 0x1p53))
                        .anomalies())
                .hasSize(1);
    }

    @Test
    void readsAtTheSameTimeMayComeInAnyOrder() {
        isUnknown(
                Judging.check(
                        Checkers.monotonic(true),
                        script().invoke(1, "read", null).did(0, "read", null, 5).ok(1, 4)),
                "no process read twice");
    }

    @Test
    void aReadThatWentBackIsNoMeasureForTheNext() {
        assertThat(Judging.check(
                                Checkers.monotonic(false),
                                script().did(0, "read", null, 5)
                                        .did(0, "read", null, 3)
                                        .did(0, "read", null, 4))
                        .anomalies())
                .hasSize(2);
    }

    @Test
    void keysAreReadApart() {
        isInvalid(
                Judging.check(
                        Checkers.monotonic(false),
                        script().key("a")
                                .did(0, "read", null, 5)
                                .key("b")
                                .did(0, "read", null, 1)
                                .did(0, "read", null, 0)),
                "key \"b\": process 0 read 0 at event 5 after it had read 1 at event 3",
                5,
                2L,
                3L,
                4L,
                5L);
    }

    @Test
    void withoutReadsNothingIsKnown() {
        isUnknown(Judging.check(Checkers.monotonic(false), script()), "nothing was read");
        isUnknown(Judging.check(Checkers.monotonic(false), script().did(0, "read", null, null)), "nothing was read");
    }
}
