package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.at;
import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.replacement;
import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the checker concludes from judgements. */
class LivenessTests {

    private static CheckResult check(History history, Liveness liveness) throws InterruptedException {
        return liveness.build().check(history, Budget.DEFAULT);
    }

    private static Liveness liveness(Obligation... obligations) {
        return Liveness.checker("liveness").obligations(history -> List.of(obligations));
    }

    @Test
    void aRunThatOwedNothingIsUnknown() throws Exception {
        CheckResult result = check(run().ticks(0, 10).history(), liveness());

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).contains("there was nothing to judge");
    }

    @Test
    void anEmptyHistoryIsUnknown() throws Exception {
        CheckResult result = check(
                run().history(),
                liveness().availability("web is up", history -> spans(0, 10)).rule(ClockRule.duringFaults(ms(5))));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aHistoryWithoutTimesIsUnknown() throws Exception {
        CheckResult result = check(run().ticks(0, 0).history(), liveness());

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).contains("no times");
    }

    @Test
    void whatWasMetInTimeIsValidWithItsTimes() throws Exception {
        History history = run().ticks(0, 1200, 4100, 9000).history();

        CheckResult result = check(
                history,
                liveness(
                        replacement(history, "a", 0, 5000).metAt(at(history, 1200)),
                        replacement(history, "b", 0, 5000).metAt(at(history, 1200)),
                        replacement(history, "c", 0, 5000).metAt(at(history, 4100)),
                        replacement(history, "d", 4100, 5000)));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason())
                .isEqualTo(
                        "3 of 3 obligations were met (1 was still open when the history ended): replacement in 1.2 s at"
                                + " the median, 4.1 s at worst");
        assertThat(result.anomalies()).isEmpty();
    }

    @Test
    void whatIsStillOpenProvesNothing() throws Exception {
        History history = run().ticks(0, 100).history();

        CheckResult result = check(history, liveness(replacement(history, "a", 0, 5000)));

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason())
                .isEqualTo("none of 1 obligation could be judged: 1 was still open when the history ended");
    }

    @Test
    void whatWasMissedIsAnAnomalyInPlainWords() throws Exception {
        History history = run().ticks(300)
                .fault("f1", "partition-majorities", 8300, 20300)
                .ticks(30000, 58300)
                .history();

        CheckResult result = check(
                history,
                liveness(Obligation.of(
                                "replacement",
                                "task web.123",
                                "task web.123, killed on n3, was not replaced",
                                at(history, 300),
                                ms(9000)))
                        .rule("replacement", ClockRule.duringFaults(ms(0))));

        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.anomalies().get(0).headline())
                .isEqualTo(
                        "task web.123, killed on n3, was not replaced within 9 s of running time from 0.300 s on (58 s"
                                + " passed, 12 s of them suspended: fault partition-majorities)");
        assertThat(result.reason()).startsWith("1 of 1 obligation was missed: task web.123, killed on n3");
    }

    @Test
    void itBecomesCertainWithTheFirstEventAfterTheDeadline() throws Exception {
        History history = run().ticks(0, 50, 99, 100, 101, 150, 200).history();

        CheckResult result =
                check(history, liveness(replacement(history, "a", 0, 100).metAt(at(history, 150))));

        assertThat(result.anomalies().get(0).opIndex()).isEqualTo(4);
        assertThat(result.anomalies().get(0).relatedIndices()).containsExactly(0L, 5L);
        assertThat(result.anomalies().get(0).headline()).contains("(0.15 s passed until it was)");
    }

    @Test
    void theWorstComesFirstAndTheRestIsCounted() throws Exception {
        History history = run().ticksUntil(300).history();
        Obligation[] all = new Obligation[60];
        for (int i = 0; i < all.length; i++) {
            all[i] = replacement(history, "t" + i, i, 100 + (i == 30 ? -90 : 0));
        }

        CheckResult result = check(history, liveness(all));

        assertThat(result.anomalies()).hasSize(50);
        assertThat(result.anomalies().get(0).headline()).startsWith("task t30 ");
        assertThat(result.anomalies().get(1).headline()).startsWith("task t0 ");
        assertThat(result.details()).containsEntry("anomaliesNotShown", 10L).containsEntry("missed", 60L);
        assertThat(result.reason()).endsWith(", and 59 more");
    }

    @Test
    void theObservationIntervalIsAddedToEveryBoundAndSaidToBe() throws Exception {
        History history = run().ticks(0, 120, 200).history();
        Obligation late = replacement(history, "a", 0, 100).metAt(at(history, 120));

        assertThat(check(history, liveness(late)).verdict()).isEqualTo(Verdict.INVALID);
        CheckResult lenient = check(history, liveness(late).observationInterval(ms(20)));
        assertThat(lenient.verdict()).isEqualTo(Verdict.VALID);
        assertThat(lenient.reason()).contains("bounds and times include up to 0.02 s between observations");
        assertThat(lenient.details()).containsEntry("observationIntervalMs", 20.0);
    }

    @Test
    void rulesHoldForTheirKindOnly() throws Exception {
        History history =
                run().ticks(0).fault("f1", "kill", 10, 500).ticks(510, 600).history();
        Obligation replaced = replacement(history, "a", 0, 100).metAt(at(history, 510));
        Obligation elected = Obligation.of("election", "marathon", "no leader was elected", at(history, 0), ms(100))
                .metAt(at(history, 510));

        CheckResult result =
                check(history, liveness(replaced, elected).rule("replacement", ClockRule.duringFaults(ms(0))));

        assertThat(result.anomalies()).hasSize(1);
        assertThat(result.anomalies().get(0).headline()).startsWith("no leader was elected");
    }

    @Test
    void aRuleWithoutKindHoldsForAll() throws Exception {
        History history =
                run().ticks(0).fault("f1", "kill", 10, 500).ticks(510, 600).history();
        Obligation elected = Obligation.of("election", "marathon", "no leader was elected", at(history, 0), ms(100))
                .metAt(at(history, 510));

        CheckResult result = check(history, liveness(elected).rule(ClockRule.duringFaults(ms(0))));

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.reason())
                .contains("election in 0.51 s at the median")
                .contains("(running time: 0.02 s at worst)");
    }

    @Test
    void aRequiredKindThatNobodyCouldJudgeIsMissingEvidence() throws Exception {
        History history = run().ticks(0, 50, 60).history();
        Obligation met = replacement(history, "a", 0, 100).metAt(at(history, 50));

        assertThat(check(history, liveness(met).require("replacement")).verdict())
                .isEqualTo(Verdict.VALID);
        CheckResult lacking = check(history, liveness(met).require("election"));
        assertThat(lacking.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(lacking.reason()).isEqualTo("no obligation of the kind election could be judged");
    }

    @Test
    void detailsAreJsonValues() throws Exception {
        History history =
                run().ticks(0).fault("f1", "kill", 10, 500).ticks(510, 600).history();

        CheckResult result = check(
                history,
                liveness(replacement(history, "a", 0, 100).metAt(at(history, 510)))
                        .rule(ClockRule.duringFaults(ms(3)))
                        .availability("web is up", run -> spans(5, 7))
                        .detection("seen", (run, fault) -> Optional.of(at(run, 500)))
                        .recovery("over", (run, fault) -> Optional.of(at(run, 510))));

        assertJson(result.details());
    }

    private static void assertJson(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> {
                assertThat(key).isInstanceOf(String.class);
                assertJson(element);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(LivenessTests::assertJson);
        } else if (value != null) {
            assertThat(value).isInstanceOfAny(String.class, Long.class, Double.class, Boolean.class);
        }
    }

    @Test
    void aCheckerWithoutObligationsIsRefused() {
        assertThatThrownBy(() -> Liveness.checker("liveness").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("call obligations(…) first");
    }
}
