package io.partita.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import org.junit.jupiter.api.Test;

class CheckersTests {

    @Test
    void aCheckerThatFailsIsUnknownAndSaysWhy() throws InterruptedException {
        History foreign = Script.script().did(0, "frobnicate", null, null).history();

        CheckResult result = Checkers.checkSafely(
                LinearizabilityChecker.of("register", Models.named("register")), foreign, Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).contains("the checker itself failed", "frobnicate");
    }
}
