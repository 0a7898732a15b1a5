package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.at;
import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.span;
import static io.partita.checker.liveness.Run.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.History;
import io.partita.checker.liveness.ClockRule.Suspension;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When clocks stand still. */
class ClockRuleTests {

    private final History history = run().ticks(0)
            .fault("f1", "partition-majorities", 100, 200)
            .fault("f2", "kill", 300, 400)
            .ticks(1_000)
            .history();

    @Test
    void faultsStopTheClockUntilAGraceAfterTheirHeal() {
        ClockRule rule = ClockRule.duringFaults(ms(8_000));

        assertThat(rule.words()).isEqualTo("while a fault is active and 8 s after its heal");
        assertThat(rule.suspensions(history))
                .containsExactly(
                        new Suspension(span(100, 8_200), "fault partition-majorities"),
                        new Suspension(span(300, 8_400), "fault kill"));
    }

    @Test
    void onlyTheFaultsThatMatterDo() {
        ClockRule rule =
                ClockRule.duringFaults("a partition", window -> window.name().startsWith("partition"), ms(0));

        assertThat(rule.words()).isEqualTo("while a partition is active");
        assertThat(rule.suspensions(history)).extracting(Suspension::span).containsExactly(span(100, 200));
    }

    @Test
    void anyConditionOfTheHistoryDoes() {
        ClockRule rule = ClockRule.during("no leader was observed", run -> spans(5, 7));

        assertThat(rule.words()).isEqualTo("while no leader was observed");
        assertThat(rule.suspensions(history)).containsExactly(new Suspension(span(5, 7), "no leader was observed"));
    }

    @Test
    void orItsOpposite() {
        ClockRule rule = ClockRule.outside("no leader was observed", run -> spans(5, 7, 9, 2_000));

        assertThat(rule.suspensions(history)).extracting(Suspension::span).containsExactly(span(0, 5), span(7, 9));
    }

    @Test
    void everyRuleCanBeExtended() {
        ClockRule rule =
                ClockRule.during("no leader was observed", run -> spans(5, 7)).extendedBy(ms(2));

        assertThat(rule.words()).isEqualTo("while no leader was observed and 0.002 s afterwards");
        assertThat(rule.suspensions(history)).extracting(Suspension::span).containsExactly(span(5, 9));
    }

    @Test
    void whileNobodyLooksTheClockStandsStill() {
        ClockRule rule = ClockRule.unobserved(
                "no agent answered", run -> List.of(at(run, 100), at(run, 300), at(run, 400)), ms(150));

        assertThat(rule.suspensions(history))
                .extracting(Suspension::span)
                .containsExactly(span(0, 100), span(250, 300), span(550, 1_000));
    }

    @Test
    void graceIsNotNegative() {
        assertThatThrownBy(() -> ClockRule.duringFaults(ms(-1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClockRule.during("it rains", run -> Spans.NONE).extendedBy(ms(-1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
