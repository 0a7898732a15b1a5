package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetCheckerTests {

    /** 1 and 2 acknowledged, 3 unknown, 4 failed: eight events. */
    private static Script adds() {
        return script().did(0, "add", 1, 1)
                .did(0, "add", 2, 2)
                .invoke(1, "add", 3)
                .info(1)
                .invoke(2, "add", 4)
                .fail(2);
    }

    @Test
    void whatIsUnknownMayBeThereOrNot() {
        isValid(
                check(adds().did(0, "read", null, List.of(1, 2, 3))),
                "the final read shows all acknowledged elements, 3 in all, of them 1 of unknown outcome");
        isValid(
                check(adds().did(0, "read", null, List.of(2, 1))),
                "the final read shows all acknowledged elements, 2 in all, of them 0 of unknown outcome");
    }

    @Test
    void aLostElementIsNamedWithItsAddAndTheReadThatMissesIt() {
        CheckResult result = check(adds().did(5, "read", null, List.of(2, 3)));

        isInvalid(result, "1 acknowledged element is lost: 1", 9, 0L, 1L, 8L, 9L);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo("element 1 is lost: its add was acknowledged to process 0 at event 1, and the final read,"
                        + " begun by process 5 at event 8, does not show it");
        assertThat(result.details())
                .containsEntry("lost", "1")
                .containsEntry("lostCount", 1L)
                .containsEntry("ok", "2..3")
                .containsEntry("recovered", "3");
    }

    @Test
    void whatNobodyAddedIsUnexpectedAndSoIsWhatFailed() {
        isInvalid(
                check(adds().did(5, "read", null, List.of(1, 2, 4, 9))),
                "the final read shows what nobody added: 4 9",
                9,
                8L,
                9L);
    }

    @Test
    void anElementThatStandsTwiceIsFound() {
        isInvalid(
                check(adds().did(5, "read", null, List.of(1, 2, 2))),
                "the final read shows more than once: 2",
                9,
                8L,
                9L);
    }

    @Test
    void onlyTheReadThatBeganLastCounts() {
        Script early = script().did(0, "read", null, List.of()).did(0, "add", 1, 1);

        isValid(
                check(early.did(0, "read", null, List.of(1))),
                "the final read shows all acknowledged elements, 1 in all, of them 0 of unknown outcome");
    }

    @Test
    void anAddDuringTheFinalReadMayBeMissed() {
        Script during = script().did(0, "add", 1, 1)
                .invoke(1, "add", 2)
                .invoke(0, "read", null)
                .ok(1, 2)
                .ok(0, List.of(1));

        isUnknown(check(during), "1 element acknowledged after the final read had begun");
    }

    @Test
    void withoutEvidenceNothingIsKnown() {
        isUnknown(check(adds()), "nobody ever read the set");
        isUnknown(check(adds().invoke(0, "read", null).info(0)), "nobody ever read the set");
        isUnknown(check(script().did(0, "read", null, List.of())), "no add was acknowledged");
        isUnknown(check(adds().did(0, "remove", 1, 1)), "elements are removed, at event 8 for the first time");
    }

    @Test
    void elementsNeedNotBeNumbers() {
        isInvalid(
                check(script().did(0, "add", "a", "a")
                        .did(0, "add", List.of(1, "b"), null)
                        .did(0, "read", null, List.of())),
                "2 acknowledged elements are lost: \"a\" [1, \"b\"]",
                5,
                0L,
                1L,
                4L,
                5L);
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.set(), script);
    }
}
