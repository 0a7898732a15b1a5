package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import org.junit.jupiter.api.Test;

class AcknowledgedIncrementsTests {

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
        CheckResult low = check(load().did(0, "read", null, 2));
        CheckResult high = check(load().did(0, "read", null, 3));

        assertThat(low.verdict()).isEqualTo(Verdict.VALID);
        assertThat(low.reason()).isEqualTo("none of 2 acknowledged increments was lost (1 more of unknown outcome)");
        assertThat(high.verdict()).isEqualTo(Verdict.VALID);
        assertThat(high.details()).containsEntry("lastRead", 3L);
    }

    @Test
    void aLostIncrementIsCounted() {
        CheckResult result = check(load().did(0, "read", null, 1));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason())
                .isEqualTo("process 0 read 1 at event 9 although 2 increments had been acknowledged before that read"
                        + " began: 1 lost");
    }

    @Test
    void aFailedIncrementMustNotBeSeen() {
        assertThat(check(load().did(0, "read", null, 4)).reason())
                .isEqualTo("process 0 read 4 at event 9 although only 3 increments had begun that can have happened: 1"
                        + " too many");
    }

    @Test
    void anAcknowledgementDuringTheReadNeedNotBeSeen() {
        Script script =
                script().invoke(1, "read", null).did(0, "increment", null, null).ok(1, 0);

        assertThat(check(script.did(1, "read", null, 1)).verdict()).isEqualTo(Verdict.VALID);
    }

    @Test
    void withoutAFinalReadNothingIsKnown() {
        CheckResult result = check(script().did(0, "read", null, 0).did(0, "increment", null, null));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).contains("no read began after the last acknowledged increment");
    }

    @Test
    void withoutIncrementsNothingIsKnown() {
        assertThat(check(script().did(0, "read", null, 0)).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private static CheckResult check(Script script) {
        return AcknowledgedIncrements.of("increments", 0).check(script.history(), Budget.DEFAULT);
    }
}
