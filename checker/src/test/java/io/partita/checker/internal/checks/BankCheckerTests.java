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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BankCheckerTests {

    private static Script transferred() {
        Map<String, Object> transfer = Map.of("from", "a", "to", "b", "amount", 10);
        return script().did(0, "read", null, Map.of("a", 50, "b", 50)).did(0, "transfer", transfer, transfer);
    }

    @Test
    void totalsThatStayAreValid() {
        isValid(check(transferred().did(1, "read", null, Map.of("b", 60, "a", 40))), "all 2 reads show a total of 100");
    }

    @Test
    void aTotalThatChangesIsNamedWithTheReadThatSetIt() {
        isInvalid(
                check(transferred().did(1, "read", null, Map.of("a", 40, "b", 50))),
                "process 1 read a total of 90 instead of 100, which the first read showed at event 5",
                5,
                0L,
                1L,
                4L,
                5L);
    }

    @Test
    void aTotalMayBeGiven() {
        isInvalid(
                Judging.check(Checkers.bank(OptionalLong.of(99), false), transferred()),
                "process 0 read a total of 100 instead of 99 at event 1",
                1,
                0L,
                1L);
    }

    @Test
    void aNegativeBalanceIsAViolationUnlessAllowed() {
        Script overdrawn = transferred().did(1, "read", null, Map.of("a", -5, "b", 105));

        CheckResult result = check(overdrawn);
        assertThat(result.reason()).isEqualTo("process 1 read account a at -5 at event 5");
        assertThat(result.details()).containsEntry("negative", 1L).containsEntry("wrongReads", 1L);
        isValid(Judging.check(Checkers.bank(OptionalLong.empty(), true), overdrawn), "all 2 reads show a total of 100");
    }

    @Test
    void accountsNeitherAppearNorVanish() {
        assertThat(check(transferred().did(1, "read", null, Map.of("a", 50, "b", 40, "c", 10)))
                        .reason())
                .isEqualTo("process 1 read accounts that the first read did not: [\"c\"] at event 5");
        assertThat(check(transferred().did(1, "read", null, Map.of("a", 100))).reason())
                .isEqualTo("process 1 read no accounts [\"b\"], as the first read did at event 5");
    }

    @Test
    void balancesMayBeAList() {
        Script lists = script().did(0, "read", null, List.of(1, 2))
                .did(0, "transfer", null, null)
                .did(0, "read", null, List.of(2, 2));

        assertThat(check(lists).reason()).contains("a total of 4 instead of 3");
        assertThatThrownBy(() -> check(script().did(0, "read", null, "much")))
                .hasMessage("event 1: read carries \"much\", expected a map from account to balance, or a list of"
                        + " balances");
    }

    @Test
    void withoutReadsOrTransfersNothingIsKnown() {
        isUnknown(check(script().did(0, "transfer", null, null)), "nobody ever read the balances");
        isUnknown(check(script().did(0, "read", null, Map.of("a", 1))), "no transfer succeeded");
    }

    private static CheckResult check(Script script) {
        return Judging.check(Checkers.bank(OptionalLong.empty(), false), script);
    }
}
