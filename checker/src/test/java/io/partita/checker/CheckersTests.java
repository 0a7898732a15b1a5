package io.partita.checker;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.history.History;
import io.partita.checker.internal.checks.LinearizabilityChecker;
import java.util.ArrayList;
import java.util.List;
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

    /** What docs/checking.md shows. */
    @Test
    void severalCheckersJudgeAtOnce() throws InterruptedException {
        History history = Script.script()
                .did(0, "add", 1, 1)
                .did(0, "read", null, List.of())
                .history();

        Checker checker =
                Checkers.compose("all", List.of(Checkers.setFull(true), Checkers.stats(), Checkers.unhandledErrors()));
        CheckResult result = checker.check(history, Budget.DEFAULT);
        List<String> lines = new ArrayList<>();
        result.anomalies().forEach(anomaly -> lines.add(anomaly.opIndex() + " " + anomaly.headline()));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).isEqualTo("set-full: 1 element is lost: 1");
        assertThat(lines).singleElement().asString().startsWith("3 element 1 is lost: ");
    }
}
