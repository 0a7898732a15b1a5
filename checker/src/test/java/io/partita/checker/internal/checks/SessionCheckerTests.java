package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionCheckerTests {

    /** 1 and 2 written by process 0, read in between by nobody. */
    private static Script written() {
        return script().did(0, "write", 1, 1).did(0, "write", 2, 2);
    }

    @Test
    void otherProcessesMayLagBehindButNotTurnBack() {
        Script lagging = written().did(1, "read", null, null).did(1, "read", null, 1);
        isValid(check(lagging), "none of 4 observations went back behind what its process had seen");

        isInvalid(
                check(lagging.did(1, "read", null, 2).did(1, "read", null, 1)),
                "process 1 went back: at event 11 it read 1, which is older than what it read at event 9: 2",
                11,
                8L,
                9L,
                10L,
                11L);
    }

    @Test
    void aProcessSeesItsOwnWrites() {
        isInvalid(
                check(written().did(0, "read", null, 1)),
                "process 0 went back: at event 5 it read 1, which is older than what it wrote itself at event 3: 2",
                5,
                2L,
                3L,
                4L,
                5L);
        assertThat(check(written().did(0, "read", null, null)).reason())
                .isEqualTo("process 0 went back: at event 5 it read nothing, which is older than what it wrote itself"
                        + " at event 3: 2");
    }

    @Test
    void aCasFindsWhatItExpectedAndWritesTheNew() {
        assertThat(check(written().did(0, "cas", List.of(1, 3), List.of(1, 3))).reason())
                .isEqualTo("process 0 went back: at event 5 it found 1, which is older than what it wrote itself at"
                        + " event 3: 2");
        assertThat(check(written().did(0, "cas", List.of(2, 3), null).did(0, "read", null, 2))
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void valuesWrittenTwiceTellNoVersions() {
        Script twice = written().invoke(5, "write", 1).info(5).did(0, "read", null, 1);
        CheckResult result = check(twice);
        assertThat(result.anomalies()).isEmpty();
        assertThat(result.details()).containsEntry("ambiguous", 1L);

        Script again = script().did(0, "read", null, 0).did(0, "write", 1, 1).did(0, "read", null, 0);
        assertThat(check(again).verdict()).isEqualTo(Verdict.INVALID);
        Script written = script().did(0, "read", null, 0).did(0, "write", 1, 1).did(2, "write", 0, 0);
        assertThat(Judging.check(Checkers.session(0L), written.did(0, "read", null, 0))
                        .anomalies())
                .isEmpty();
    }

    @Test
    void aWriteThatBeginsLaterExplainsNothing() {
        Script back = script().did(0, "read", null, 0).did(0, "write", 1, 1).did(0, "read", null, 0);
        assertThat(Judging.check(Checkers.session(0L), back.did(2, "write", 0, 0))
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void keysAreSeenApart() {
        assertThat(check(script().key("a")
                                .did(0, "write", 1, 1)
                                .key("b")
                                .did(0, "read", null, null)
                                .did(0, "read", null, null))
                        .verdict())
                .isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void withoutTwoObservationsNothingIsKnown() {
        isUnknown(check(script().did(0, "write", 1, 1)), "no process saw two versions");
        isUnknown(check(script().did(0, "write", 1, 1).did(0, "write", 1, 1)), "values are written more than once");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.session(null), script);
    }
}
