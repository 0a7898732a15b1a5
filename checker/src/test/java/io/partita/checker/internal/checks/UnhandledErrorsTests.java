package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.history.OpType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UnhandledErrorsTests {

    @Test
    void errorsAreCountedByTextWhateverTheirNumbers() {
        Script script = script().did(0, "read", null, 1)
                .invoke(0, "write", 1)
                .ended(0, OpType.FAIL, "not leader")
                .invoke(0, "write", 1)
                .ended(0, OpType.INFO, "timed out after 501 ms")
                .invoke(1, "read", null)
                .ended(1, OpType.INFO, "timed out after 17.5 ms")
                .invoke(2, "read", null)
                .info(2);

        CheckResult result = Judging.check(Checkers.unhandledErrors(), script);

        isValid(result, "3 of 5 operations ended with an error, of 2 kinds; most often (2): timed out after 501 ms");
        assertThat(result.details()).containsEntry("unknownOutcomesWithoutText", 1L);
        assertThat(((List<?>) result.details().get("mostFrequent")).get(0))
                .isEqualTo(Map.of(
                        "example",
                        "timed out after 501 ms",
                        "event",
                        5L,
                        "count",
                        2L,
                        "fail",
                        0L,
                        "info",
                        2L,
                        "functions",
                        List.of("read", "write"),
                        "first",
                        "event 5",
                        "last",
                        "event 7"));
    }

    @Test
    void endlessKindsOfErrorsAreBounded() {
        Script script = script();
        for (int i = 0; i < 3_000; i++) {
            script.invoke(0, "read", null).ended(0, OpType.FAIL, "e" + "x".repeat(i));
        }

        CheckResult result = Judging.check(Checkers.unhandledErrors(), script);

        assertThat(result.details()).containsEntry("errors", 3_000L).containsEntry("kinds", 1_001L);
        assertThat((List<?>) result.details().get("mostFrequent")).hasSize(20);
    }

    @Test
    void noErrorsAreFineAndNoOperationsTellNothing() {
        isValid(
                Judging.check(Checkers.unhandledErrors(), script().did(0, "read", null, 1)),
                "none of 1 operation ended with an error");
        isUnknown(Judging.check(Checkers.unhandledErrors(), script()), "no operation was invoked");
    }
}
