package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static io.partita.checker.internal.checks.Judging.isInvalid;
import static io.partita.checker.internal.checks.Judging.isUnknown;
import static io.partita.checker.internal.checks.Judging.isValid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.history.HistoryException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UniqueIdsCheckerTests {

    @Test
    void differentIdsAreValidAndTheirRangeIsTold() {
        CheckResult result = check(script().did(0, "generate", null, 7)
                .did(1, "generate", null, 3)
                .invoke(2, "generate", null)
                .info(2));

        isValid(result, "all 2 ids are different");
        assertThat(result.details()).containsEntry("range", List.of(3L, 7L)).containsEntry("attempted", 3L);
    }

    @Test
    void everyOwnerOfADuplicateIsNamed() {
        CheckResult result = check(script().did(0, "generate", null, "a")
                .did(1, "generate", null, "b")
                .did(2, "generate", null, "a")
                .did(3, "generate", null, "a"));

        isInvalid(
                result,
                "id \"a\" was given 3 times: to process 0 at event 1, process 2 at event 5 and process 3 at event 7",
                5,
                1L,
                5L,
                7L);
    }

    @Test
    void idsAreUniqueAcrossKeys() {
        assertThat(check(script().key("x").did(0, "generate", null, 1).key("y").did(0, "generate", null, 1))
                        .reason())
                .startsWith("id 1 was given 2 times");
    }

    @Test
    void withoutIdsNothingIsKnownAndNullIsNone() {
        isUnknown(check(script().invoke(0, "generate", null).fail(0)), "no id was generated");
        assertThatThrownBy(() -> check(script().did(0, "generate", null, null)))
                .isInstanceOf(HistoryException.class)
                .hasMessage("event 1: generate carries nothing, expected the id");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.uniqueIds(), script);
    }
}
