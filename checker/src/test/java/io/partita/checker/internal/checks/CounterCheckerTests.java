package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import org.junit.jupiter.api.Test;

class CounterCheckerTests {

    /** Two acknowledged, one unknown, one that failed. */
    private static Script load() {
        return script().did(0, "increment", null, null)
                .did(1, "increment", null, null)
                .invoke(2, "increment", null)
                .info(2)
                .invoke(3, "increment", null)
                .fail(3);
    }

    @Test
    void readsFromAcknowledgedToPossibleAreValid() {
        isValid(
                check(load().did(0, "read", null, 2)),
                "none of 2 acknowledged changes was lost (1 more of unknown outcome)");
        CheckResult high = check(load().did(0, "read", null, 3));
        isValid(high, "none of 2 acknowledged changes was lost (1 more of unknown outcome)");
        assertThat(high.details()).containsEntry("lastRead", 3L);
    }

    @Test
    void aLostIncrementIsCounted() {
        isInvalid(
                check(load().did(0, "read", null, 1)),
                "process 0 read 1 at event 9 although it can't be less than 2 by what had been acknowledged before that"
                        + " read began: 1 lost",
                9,
                8L,
                9L);
    }

    @Test
    void aFailedIncrementMustNotBeSeen() {
        isInvalid(
                check(load().did(0, "read", null, 4)),
                "process 0 read 4 at event 9 although it can't be more than 3 by what had begun before that read ended:"
                        + " 1 too many",
                9,
                8L,
                9L);
    }

    @Test
    void amountsAreAddedUp() {
        Script adds = script().did(0, "add", 10, 10).did(0, "decrement", 3, 3).did(0, "add", -2, -2);

        isValid(
                check(adds.did(1, "read", null, 5)),
                "none of 3 acknowledged changes was lost (0 more of unknown outcome)");
        assertThat(check(adds.did(1, "read", null, 4)).reason()).contains("less than 5", "1 lost");
    }

    @Test
    void aDecrementUnderWayMayLowerAReadAndOneAcknowledgedMust() {
        Script open = script().did(0, "add", 10, 10).invoke(1, "decrement", 4);
        assertThat(check(open.did(0, "read", null, 6).did(0, "read", null, 10).ok(1, 4))
                        .anomalies())
                .isEmpty();

        Script done = script().did(0, "add", 10, 10).did(1, "decrement", 4, 4);
        assertThat(check(done.did(0, "read", null, 10)).reason()).contains("can't be more than 6", "4 too many");
    }

    @Test
    void anAcknowledgementDuringTheReadNeedNotBeSeen() {
        Script script =
                script().invoke(1, "read", null).did(0, "increment", null, null).ok(1, 0);

        isValid(
                check(script.did(1, "read", null, 1)),
                "none of 1 acknowledged changes was lost (0 more of unknown outcome)");
    }

    @Test
    void withoutAFinalReadNothingIsKnown() {
        isUnknown(
                check(script().did(0, "read", null, 0).did(0, "increment", null, null)),
                "no read began after the last acknowledged change");
        isUnknown(check(script().did(0, "read", null, 0)), "no change was acknowledged");
    }

    @Test
    void eachKeyIsACounterOfItsOwn() {
        CheckResult result = check(script().key("a")
                .did(0, "increment", null, null)
                .key("b")
                .did(0, "increment", null, null)
                .did(0, "read", null, 0)
                .key("a")
                .did(0, "read", null, 1));

        isInvalid(
                result,
                "key \"b\": process 0 read 0 at event 5 although it can't be less than 1 by what had been acknowledged"
                        + " before that read began: 1 lost",
                5,
                4L,
                5L);
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.acknowledgedIncrements("increments", 0), script);
    }
}
