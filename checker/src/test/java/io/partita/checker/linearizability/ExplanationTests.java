package io.partita.checker.linearizability;

import static io.partita.checker.Script.on;
import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Linearizability;
import io.partita.checker.LinearizabilityResult;
import io.partita.checker.LinearizabilityResult.Violation;
import io.partita.checker.Models;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTests {

    private static Script staleRead() {
        return on("k3").at(12_200)
                .invoke(1, "write", 41)
                .at(12_300)
                .ok(1, 41)
                .at(12_310)
                .invoke(2, "write", 42)
                .at(12_350)
                .ok(2, 42)
                .at(12_390)
                .invoke(7, "read", null)
                .at(12_401)
                .ok(7, 41);
    }

    @Test
    void aStaleReadNamesTheWriteThatWasAcknowledgedBeforeItBegan() throws InterruptedException {
        Violation violation = onlyViolation("kv", staleRead().history());

        assertThat(violation.sentence())
                .isEqualTo(
                        "process 7 read 41 from key \"k3\" at 12.401 s although 42 had been acknowledged by process 2"
                                + " at 12.350 s, before that read began at 12.390 s, and the last write of 41 before it, by process 1,"
                                + " had ended at 12.300 s");
        assertThat(violation.invocation()).isEqualTo(4);
        assertThat(violation.completion()).isEqualTo(5);
        assertThat(violation.lastStates()).containsExactly("42");
        assertThat(violation.related()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(violation.window()).containsExactly(4);
    }

    @Test
    void anIncrementWhoseAnswerComesLaterGivesWayToNoneThatFitsElsewhereToo() throws InterruptedException {
        History history = script().invoke(2, "increment", null)
                .invoke(1, "increment", null)
                .invoke(0, "increment", null)
                .ok(2, null)
                .ok(0, 3)
                .ok(1, 1)
                .did(0, "read", null, 6)
                .history();

        Violation violation = onlyViolation("counter", history);

        assertThat(violation.completion()).isEqualTo(7);
    }

    @Test
    void aStaleReadIsExplainedAlikeWhenValuesRepeatAndTheSearchDecides() throws InterruptedException {
        History history = staleRead().did(3, "write", 42, 42).history();

        Violation violation = onlyViolation("kv", history);

        assertThat(violation.sentence()).contains("although 42 had been acknowledged by process 2 at 12.350 s");
        assertThat(violation.completion()).isEqualTo(5);
        assertThat(violation.lastStates()).containsExactly("42");
    }

    @Test
    void aStaleReadOfTheInitialValueIsExplained() throws InterruptedException {
        History history =
                script().did(0, "write", 1, 1).did(1, "read", null, null).history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo("process 1 read nothing at event 3 although 1 had been acknowledged by process 0 at event 1,"
                        + " before that read began at event 2");
    }

    @Test
    void aValueThatNobodyWroteIsCalledSo() throws InterruptedException {
        History history = script().did(0, "write", 1, 1).did(1, "read", null, 5).history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo("process 1 read 5 at event 3 although nothing ever wrote it");
    }

    @Test
    void aValueOfAFailedWriteNamesThatWrite() throws InterruptedException {
        History history =
                script().invoke(0, "write", 5).fail(0).did(1, "read", null, 5).history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo("process 1 read 5 at event 3 although the only attempt to write it, by process 0, had failed"
                        + " at event 1");
    }

    @Test
    void aValueReadBeforeItsWriteBeganIsCalledSo() throws InterruptedException {
        History history = script().did(0, "read", null, 5).did(1, "write", 5, 5).history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo("process 0 read 5 at event 1 although the first write of it, by process 1, began only at"
                        + " event 2");
    }

    @Test
    void aReadOlderThanAnEarlierReadNamesThatRead() throws InterruptedException {
        History history = script().did(0, "write", 1, 1)
                .invoke(9, "write", 2)
                .did(1, "read", null, 2)
                .did(2, "read", null, 1)
                .history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo("process 2 read 1 at event 6 although process 1 read 2 at event 4, before that read began at"
                        + " event 5, and the last write of 1 before it, by process 0, had ended at event 1");
    }

    @Test
    void aCompareAndSetFromAReplacedValueNamesTheReplacement() throws InterruptedException {
        History history = script().did(0, "write", 3, 3)
                .did(1, "cas", List.of(3, 4), List.of(3, 4))
                .invoke(5, "cas", List.of(3, 5))
                .ok(5, List.of(3, 5))
                .history();

        Violation violation = onlyViolation("cas-register", history);

        assertThat(violation.sentence())
                .isEqualTo("process 5 changed 3 to 5 by compare-and-set at event 5 although 4 had been acknowledged by"
                        + " process 1 at event 3, before that compare-and-set began at event 4, and the last write of 3 before it,"
                        + " by process 0, had ended at event 1");
        assertThat(violation.lastStates()).containsExactly("4");
    }

    @Test
    void aLockGrantedTwiceSaysThatItWasHeld() throws InterruptedException {
        History history = script().did(0, "acquire", null, null)
                .did(1, "acquire", null, null)
                .history();

        assertThat(onlyViolation("mutex", history).sentence())
                .isEqualTo(
                        "process 1 acquired the lock at event 3 although process 0 had acquired it at event 1, before"
                                + " that acquire began at event 2, and no release was under way since");
    }

    @Test
    void aStrictRefusalIsAnObservation() throws InterruptedException {
        History history = script().did(0, "write", 1, 1)
                .invoke(1, "cas", List.of(1, 2))
                .fail(1)
                .history();

        assertThat(onlyViolation("cas-register-strict", history).sentence())
                .isEqualTo("process 1 was told that the value was not 1 at event 3 although in every order found the"
                        + " value was then 1");
        assertThat(Linearizability.check(Models.named("cas-register"), history).verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void anElementLostFromASetIsNamed() throws InterruptedException {
        History history = script().did(0, "add", 7, 7)
                .did(1, "contains", Arrays.asList(7, null), List.of(7, false))
                .history();

        assertThat(onlyViolation("set", history).sentence())
                .isEqualTo("process 1 found 7 missing from the set at event 3 although process 0 had added it at"
                        + " event 1, before that look began at event 2, and no remove of it was under way since");
    }

    @Test
    void aCounterThatLostAnIncrementSaysWhatItCouldHaveShown() throws InterruptedException {
        History history = script().did(0, "increment", null, null)
                .invoke(1, "increment", null)
                .did(2, "read", null, 0)
                .history();

        assertThat(onlyViolation("counter", history).sentence())
                .isEqualTo("process 2 read 0 at event 4 although what had been acknowledged before it began at event 3"
                        + " comes to 1");
    }

    @Test
    void aWriteOfUnknownOutcomeThatNobodySawIsNotForgottenInTheStates() throws InterruptedException {
        History history = script().invoke(9, "write", 8)
                .info(9)
                .did(0, "write", 1, 1)
                .did(0, "write", 1, 1)
                .invoke(2, "write", 3)
                .did(1, "read", null, 3)
                .did(4, "read", null, 1)
                .history();

        assertThat(onlyViolation("register", history).sentence())
                .isEqualTo(
                        "process 4 read 1 at event 10 although process 1 read 3 at event 8, before that read began at"
                                + " event 9, and the last write of 1 before it, by process 0, had ended at event 5");

        History locked = script().did(0, "add", 7, 7)
                .did(1, "contains", Arrays.asList(7, null), List.of(7, false))
                .history();
        assertThat(onlyViolation("set", locked).sentence()).doesNotContain("unknown outcome");

        History refused = script().invoke(9, "write", 8)
                .info(9)
                .invoke(2, "write", 3)
                .did(1, "cas", List.of(3, 4), List.of(3, 4))
                .did(1, "cas", List.of(3, 4), List.of(3, 4))
                .history();
        assertThat(onlyViolation("cas-register", refused).sentence())
                .isEqualTo("process 1 changed 3 to 4 by compare-and-set at event 6 although in every order found the"
                        + " value was then 4, or what an operation of unknown outcome left that nobody saw");
    }

    @Test
    void theWindowHoldsWhatWasOpenMeanwhile() throws InterruptedException {
        History history = script().did(0, "write", 1, 1)
                .invoke(3, "write", 2)
                .invoke(1, "read", null)
                .did(2, "read", null, 1)
                .ok(1, 9)
                .history();

        assertThat(onlyViolation("register", history).window()).containsExactly(2, 3, 4);
    }

    @Test
    void theCheckerTurnsViolationsIntoAnomalies() throws InterruptedException {
        CheckResult result = LinearizabilityChecker.of("register", Models.named("kv"))
                .check(staleRead().history(), Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).startsWith("not linearizable: process 7 read 41");
        assertThat(result.anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.key()).isEqualTo("k3");
            assertThat(anomaly.opIndex()).isEqualTo(5);
            assertThat(anomaly.relatedIndices()).contains(3L, 5L);
            assertThat(anomaly.details()).containsEntry("lastStates", List.of("42"));
        });
        assertThat(result.details()).containsEntry("operations", 3L).containsEntry("keysInvalid", 1L);
    }

    @Test
    void aHistoryWithoutSuccessProvesNothing() throws InterruptedException {
        CheckResult result = LinearizabilityChecker.of("register", Models.named("register"))
                .check(script().invoke(0, "write", 1).info(0).history(), Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).isEqualTo("none of 1 operations succeeded: there is nothing to judge");
    }

    private static Violation onlyViolation(String model, History history) throws InterruptedException {
        LinearizabilityResult result = Linearizability.check(Models.named(model), history);
        assertThat(result.violations()).hasSize(1);
        return result.violations().get(0);
    }
}
