package io.partita.checker.internal.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.List;

/** Short words for tests of checkers. */
final class Judging {

    private Judging() {}

    static CheckResult check(Checker checker, Script script) {
        return check(checker, script.history());
    }

    static CheckResult check(Checker checker, History history) {
        try {
            return checker.check(history, Budget.DEFAULT);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static void isValid(CheckResult result, String reason) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.anomalies()).isEmpty();
    }

    static void isUnknown(CheckResult result, String reason) {
        assertThat(result.reason()).startsWith(reason);
        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.anomalies()).isEmpty();
    }

    /** Invalid, and the first anomaly is certain at the event {@code at} and explained by {@code related}. */
    static void isInvalid(CheckResult result, String reason, long at, Long... related) {
        assertThat(result.reason()).isEqualTo(reason);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies().get(0).opIndex()).isEqualTo(at);
        assertThat(result.anomalies().get(0).relatedIndices()).isEqualTo(List.of(related));
    }
}
