package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.CheckResult;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedCheckersTests {

    @Test
    void everyNamedCheckerBearsItsName() {
        assertThat(Checkers.names())
                .contains(
                        "set",
                        "set-full",
                        "queue",
                        "unique-ids",
                        "counter",
                        "lock",
                        "monotonic",
                        "bank",
                        "list-append",
                        "rw-register")
                .allSatisfy(name -> {
                    String text = name.equals("log-file-pattern") ? name + ":pattern=x" : name;
                    assertThat(Checkers.named(text).name()).isEqualTo(name);
                    assertThat(Checkers.describe(name)).isNotBlank();
                });
    }

    @Test
    void optionsFollowAfterColons() {
        CheckResult result = Judging.check(
                Checkers.named("bank:negative=allowed:total=5"),
                script().did(0, "transfer", null, null).did(0, "read", null, Map.of("a", -1, "b", 6)));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(Judging.check(
                                Checkers.named("queue:duplicates=allowed"),
                                script().did(0, "enqueue", 1, 1).did(0, "drain", null, List.of(1, 1)))
                        .verdict())
                .isEqualTo(Verdict.VALID);
    }

    @Test
    void transactionsAreJudgedByTheModelThatIsNamed() {
        Object skew = List.of(List.of("w", "x", 1), Arrays.asList("r", "y", null));
        Script script = script().invoke(0, "txn", skew)
                .did(
                        1,
                        "txn",
                        List.of(List.of("w", "y", 1), Arrays.asList("r", "x", null)),
                        List.of(List.of("w", "y", 1), Arrays.asList("r", "x", null)))
                .ok(0, skew);

        assertThat(Judging.check(Checkers.named("rw-register"), script).verdict())
                .isEqualTo(Verdict.INVALID);
        assertThat(Judging.check(Checkers.named("rw-register:model=snapshot-isolation"), script)
                        .verdict())
                .isEqualTo(Verdict.VALID);
        assertThatThrownBy(() -> Checkers.named("rw-register:keys=any"))
                .hasMessage("rw-register: keys is any, expected sequential or linearizable");
    }

    @Test
    void whatIsMisspeltIsMetWithASuggestionAndTheList() {
        assertThatThrownBy(() -> Checkers.named("set-ful"))
                .hasMessageStartingWith("unknown checker \"set-ful\": did you mean set-full? (checkers: set, ");
        assertThatThrownBy(() -> Checkers.describe("zzz"))
                .hasMessageStartingWith("unknown checker \"zzz\" (checkers: set, ");
        assertThatThrownBy(() -> Checkers.named("bank:totl=5"))
                .hasMessage("bank has no option \"totl\": did you mean total? (options: total=N, negative=allowed)");
        assertThatThrownBy(() -> Checkers.named("set:x=1")).hasMessage("set has no option \"x\" (it has none)");
    }

    @Test
    void wrongOptionsSayWhatIsExpected() {
        assertThatThrownBy(() -> Checkers.named("bank:total=much"))
                .hasMessage("bank: total is much, expected a whole number");
        assertThatThrownBy(() -> Checkers.named("bank:total"))
                .hasMessage("bank: the option total has no value: write total=…");
        assertThatThrownBy(() -> Checkers.named("set-full:linearizable=yes"))
                .hasMessage("set-full: linearizable is yes, expected true or false");
        assertThatThrownBy(() -> Checkers.named("log-file-pattern"))
                .hasMessage("log-file-pattern needs a pattern: write log-file-pattern:pattern=panic|assertion");
        assertThatThrownBy(() -> Checkers.named("log-file-pattern:pattern=("))
                .hasMessageStartingWith("log-file-pattern: the pattern is no regular expression");
    }
}
