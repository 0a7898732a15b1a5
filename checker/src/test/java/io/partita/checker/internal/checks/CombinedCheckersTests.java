package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Checker;
import io.partita.checker.Checkers;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.Op;
import io.partita.checker.history.OpType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CombinedCheckersTests {

    private static Checker checker(String name, Function<History, CheckResult> judge) {
        return new Checker() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CheckResult check(History history, Budget budget) {
                return judge.apply(history);
            }
        };
    }

    private static Checker saying(String name, Verdict verdict) {
        return checker(name, history -> new CheckResult(name, verdict, "because", List.of(), Map.of("n", 1L)));
    }

    private static Checker failing(String name) {
        return checker(name, history -> {
            throw new IllegalStateException("boom");
        });
    }

    private static Script twoKeys() {
        return script().key("a")
                .did(0, "add", 1, 1)
                .key("b")
                .did(0, "add", 2, 2)
                .did(0, "read", null, List.of())
                .key("a")
                .did(0, "read", null, List.of(1));
    }

    @Test
    void theWorstVerdictHoldsAndAllResultsAreTold() {
        CheckResult result = Judging.check(
                Checkers.compose("all", List.of(saying("x", Verdict.VALID), failing("y"), saying("z", Verdict.VALID))),
                script());

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).isEqualTo("y: the checker itself failed: java.lang.IllegalStateException: boom");
        assertThat(result.details().keySet()).containsExactly("x", "y", "z");
        assertThat(result.details().get("x")).isEqualTo(Map.of("verdict", "valid", "reason", "because", "n", 1L));
        assertThat(Judging.check(Checkers.compose("all", List.of(failing("y"), saying("z", Verdict.INVALID))), script())
                        .verdict())
                .isEqualTo(Verdict.INVALID);
    }

    @Test
    void checkersToComposeHaveNamesOfTheirOwn() {
        List<Checker> twins = List.of(saying("x", Verdict.VALID), saying("x", Verdict.VALID));
        assertThatThrownBy(() -> Checkers.compose("all", twins))
                .hasMessageContaining("two of the checkers in all are called x");
        assertThatThrownBy(() -> Checkers.compose("all", List.of())).hasMessageContaining("no checkers in all");
    }

    @Test
    void keysAreJudgedApartAndTheWorstIsShownFirst() {
        CheckResult result = Judging.check(Checkers.set(), twoKeys());

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.reason()).isEqualTo("key \"b\": 1 acknowledged element is lost: 2");
        assertThat(((Map<?, ?>) result.details().get("keys")).keySet()).hasToString("[b, a]");
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.anomalies().get(0).key()).isEqualTo("b");
        assertThat(result.anomalies().get(0).relatedIndices()).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void aCheckerOfOnesOwnSeesOneKeyWithoutTheNemesis() {
        History history = History.builder()
                .add(new Op(0, 1, Op.NEMESIS, OpType.INFO, "kill", null, null, null))
                .add(new Op(1, 2, 0, OpType.INVOKE, "read", "a", null, null))
                .add(new Op(2, 3, 1, OpType.INVOKE, "read", "b", null, null))
                .add(new Op(3, 4, 0, OpType.OK, "read", null, 5, null))
                .add(new Op(4, 5, 2, OpType.INVOKE, "leader", null, null, null))
                .build();
        List<List<String>> seen = Collections.synchronizedList(new ArrayList<>());
        Checker spy = checker("spy", part -> {
            List<String> events = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                events.add(
                        part.origin(i) + " " + part.type(i) + " " + part.completionOf(i) + " " + part.invocationOf(i));
            }
            seen.add(events);
            return new CheckResult("spy", Verdict.VALID, "seen", List.of(), Map.of());
        });

        CheckResult result = Judging.check(Checkers.perKey(spy), history);

        assertThat(seen).containsExactlyInAnyOrder(List.of("1 INVOKE 1 -1", "3 OK -1 0"), List.of("2 INVOKE -1 -1"));
        assertThat(result.details()).containsEntry("operationsWithoutKey", 1L);
        assertThat(result.reason()).isEqualTo("key \"a\": seen (and so 1 other key)");
    }

    @Test
    void aKeyOnWhichACheckerFailsIsUnknownAndHidesNothing() {
        Checker half = checker("half", part -> {
            if (part.key(0).equals("a")) {
                throw new IllegalStateException("boom");
            }
            return new CheckResult("half", Verdict.VALID, "fine", List.of(), Map.of());
        });

        CheckResult result = Judging.check(Checkers.perKey(half), twoKeys());

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason())
                .isEqualTo("key \"a\": the checker itself failed: java.lang.IllegalStateException: boom");
    }

    @Test
    void ofManyKeysTheWorstTwentyAreShown() {
        Script script = script();
        for (int key = 0; key < 100; key++) {
            script.key(key).did(0, "add", 1, 1).did(0, "read", null, key % 10 == 7 ? List.of() : List.of(1));
        }

        CheckResult result = Judging.check(Checkers.set(), script);

        assertThat(result.reason()).isEqualTo("key 7: 1 acknowledged element is lost: 1 (and 9 more keys of 100)");
        assertThat(result.details())
                .containsEntry("keyCount", 100L)
                .containsEntry("keysInvalid", 10L)
                .containsEntry("keysNotShown", 80L);
        assertThat(((Map<?, ?>) result.details().get("keys"))
                        .keySet().stream().map(Object::toString).limit(11))
                .containsExactly("7", "17", "27", "37", "47", "57", "67", "77", "87", "97", "0");
    }

    @Test
    void keysThatComeTooLateForTheBudgetAreUnknown() throws InterruptedException {
        Budget nothing = new Budget(Duration.ofNanos(1), 1 << 20);

        CheckResult result = Checkers.set().check(twoKeys().history(), nothing);

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).startsWith("key \"a\": time ran out before this check could begin");
    }
}
