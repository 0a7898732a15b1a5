package io.partita.checker.internal.checks;

import static io.partita.checker.Script.script;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.partita.checker.Budget;
import io.partita.checker.CheckResult;
import io.partita.checker.Script;
import io.partita.checker.Verdict;
import io.partita.checker.history.History;
import io.partita.checker.history.HistoryBuilder;
import io.partita.checker.internal.checks.Performance.FunctionFigures;
import io.partita.checker.internal.checks.Performance.Outage;
import org.junit.jupiter.api.Test;

class PerformanceTests {

    private static Script run() {
        return script().at(0)
                .invoke(0, "read", null)
                .at(10)
                .ok(0, 1)
                .at(20)
                .invoke(1, "write", 1)
                .at(500)
                .info(1)
                .at(600)
                .invoke(0, "read", null)
                .at(630)
                .ok(0, 1)
                .at(640)
                .invoke(0, "read", null)
                .at(650)
                .fail(0);
    }

    @Test
    void outcomesAndLatenciesAreCountedByFunction() {
        Performance performance = Performance.of(run().history());

        FunctionFigures reads = performance.functions().get("read");
        assertThat(reads.ok()).isEqualTo(2);
        assertThat(reads.fail()).isEqualTo(1);
        assertThat(reads.latency().p50()).isCloseTo(10, within(0.1));
        assertThat(reads.latency().max()).isCloseTo(30, within(0.1));
        assertThat(performance.functions().get("write").info()).isEqualTo(1);
    }

    @Test
    void latenciesOfAnOpenLoadCountFromTheScheduledTime() {
        HistoryBuilder late = History.builder();
        run().history().forEach(op -> late.add(op, op.time() - 5_000_000));

        FunctionFigures reads = Performance.of(late.build()).functions().get("read");

        assertThat(reads.latency().max()).isCloseTo(35, within(0.1));
    }

    @Test
    void theLongestOutageLiesBetweenTwoSuccesses() {
        assertThat(Performance.of(run().history()).longestOutage()).isEqualTo(new Outage(10, 630));
    }

    @Test
    void anOutageMayLastToTheEnd() {
        Script script = run().at(5_000).invoke(0, "read", null);

        assertThat(Performance.of(script.history()).longestOutage()).isEqualTo(new Outage(630, 5_000));
    }

    @Test
    void aFunctionThatNeverSucceededMakesTheStatsUnknown() {
        CheckResult result = new StatsChecker().check(run().history(), Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(result.reason()).isEqualTo("never succeeded: write");
    }

    @Test
    void someSuccessOfEveryFunctionIsEnough() {
        CheckResult result =
                new StatsChecker().check(run().did(0, "write", 2, 2).history(), Budget.DEFAULT);

        assertThat(result.verdict()).isEqualTo(Verdict.VALID);
        assertThat(result.details()).containsKeys("functions", "longestOutageMs");
    }
}
