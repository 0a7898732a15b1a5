package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.at;
import static io.partita.checker.liveness.Run.ms;
import static io.partita.checker.liveness.Run.nanos;
import static io.partita.checker.liveness.Run.replacement;
import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.spans;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.checker.history.History;
import io.partita.checker.liveness.Judgement.State;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When an obligation is met, missed, cancelled or open, at the edges. */
class DeadlineTests {

    private static Judgement judge(History history, Obligation obligation, ClockRule... rules) {
        return new Judge(history, kind -> List.of(rules), 0, FaultWindow.of(history)).judge(obligation);
    }

    private static ClockRule stopped(long... boundsMs) {
        return ClockRule.during("it is night", history -> spans(boundsMs));
    }

    @Test
    void exactlyAtTheBoundIsInTime() {
        History history = run().ticks(0, 100, 101).history();
        Obligation owed = replacement(history, "a", 0, 100);

        assertThat(judge(history, owed.metAt(at(history, 100))).state()).isEqualTo(State.MET);
        assertThat(judge(history, owed.metAt(at(history, 101))).state()).isEqualTo(State.MISSED);
    }

    @Test
    void aHistoryThatEndsExactlyAtTheBoundLeavesItOpen() {
        History history = run().ticks(0, 100).history();

        assertThat(judge(history, replacement(history, "a", 0, 100)).state()).isEqualTo(State.OPEN);
    }

    @Test
    void aHistoryThatEndsAfterTheBoundDoesNot() {
        History history = run().ticks(0, 101).history();

        assertThat(judge(history, replacement(history, "a", 0, 100)).state()).isEqualTo(State.MISSED);
    }

    @Test
    void aClockThatStopsExactlyAtTheBoundWaitsForTheHeal() {
        History history = run().ticksUntil(300).history();
        Obligation owed = replacement(history, "a", 0, 100);
        ClockRule rule = stopped(100, 200);

        assertThat(judge(history, owed, rule).deadline()).isEqualTo(nanos(200));
        assertThat(judge(history, owed.metAt(at(history, 200)), rule).state()).isEqualTo(State.MET);
        assertThat(judge(history, owed.metAt(at(history, 201)), rule).state()).isEqualTo(State.MISSED);
    }

    @Test
    void aDeadlineThatPassedJustBeforeTheFaultIsNotSavedByIt() {
        History history = run().ticksUntil(300).history();

        Judgement judgement =
                judge(history, replacement(history, "a", 0, 99).metAt(at(history, 150)), stopped(100, 200));

        assertThat(judgement.state()).isEqualTo(State.MISSED);
        assertThat(judgement.over()).isEqualTo(nanos(1));
    }

    @Test
    void whatWasBornWhileTheClockStandsHasItsWholeBoundAfterwards() {
        History history = run().ticksUntil(400).history();
        Obligation owed = replacement(history, "a", 150, 100);

        assertThat(judge(history, owed, stopped(100, 200)).deadline()).isEqualTo(nanos(300));
        assertThat(judge(history, owed.metAt(at(history, 160)), stopped(100, 200))
                        .running())
                .isZero();
    }

    @Test
    void whatWasBornWithTheHealHasItsBoundFromThere() {
        History history = run().ticksUntil(400).history();

        assertThat(judge(history, replacement(history, "a", 200, 100), stopped(100, 200))
                        .deadline())
                .isEqualTo(nanos(300));
    }

    @Test
    void overlappingStretchesCountOnce() {
        History history = run().ticksUntil(400).history();
        Obligation owed = replacement(history, "a", 0, 100).metAt(at(history, 250));

        Judgement judgement =
                judge(history, owed, stopped(50, 150), ClockRule.during("it rains", run -> spans(100, 200)));

        assertThat(judgement.suspended()).isEqualTo(nanos(150));
        assertThat(judgement.state()).isEqualTo(State.MET);
        assertThat(judgement.causes()).containsExactly("it is night", "it rains");
    }

    @Test
    void aCauseThatDidNotTouchTheObligationIsNotNamed() {
        History history = run().ticksUntil(400).history();
        Obligation owed = replacement(history, "a", 0, 10).metAt(at(history, 100));

        assertThat(judge(history, owed, stopped(100, 200), ClockRule.during("it rains", run -> spans(20, 30)))
                        .causes())
                .containsExactly("it rains");
    }

    @Test
    void aFaultThatNeverHealsLeavesWhatItTouchesOpen() {
        History history = run().ticks(0)
                .inject(50, "kill")
                .active(55, "f1", "kill")
                .ticks(9_000)
                .history();

        assertThat(judge(history, replacement(history, "a", 0, 100), ClockRule.duringFaults(ms(0)))
                        .state())
                .isEqualTo(State.OPEN);
    }

    @Test
    void butWhatWasMissedBeforeItRemainsMissed() {
        History history = run().ticks(0)
                .inject(50, "kill")
                .active(55, "f1", "kill")
                .ticks(9_000)
                .history();

        assertThat(judge(history, replacement(history, "a", 0, 49), ClockRule.duringFaults(ms(0)))
                        .state())
                .isEqualTo(State.MISSED);
    }

    @Test
    void whatIsCancelledInTimeIsNeitherGoodNorBad() {
        History history = run().ticks(0, 80, 120, 300).history();
        Obligation owed = replacement(history, "a", 0, 100).metAt(at(history, 120));

        Judgement judgement = judge(history, owed.cancelledAt(at(history, 80)));

        assertThat(judgement.state()).isEqualTo(State.CANCELLED);
        assertThat(judgement.isEverMet()).isFalse();
    }

    @Test
    void whatIsCancelledTooLateIsMissed() {
        History history = run().ticks(0, 120, 300).history();

        Judgement judgement = judge(history, replacement(history, "a", 0, 100).cancelledAt(at(history, 120)));

        assertThat(judgement.state()).isEqualTo(State.MISSED);
        assertThat(judgement.running()).isEqualTo(nanos(120));
    }

    @Test
    void whatWasMetBeforeItWasCancelledIsMet() {
        History history = run().ticks(0, 80, 90, 300).history();
        Obligation owed = replacement(history, "a", 0, 100).metAt(at(history, 80));

        assertThat(judge(history, owed.cancelledAt(at(history, 90))).state()).isEqualTo(State.MET);
    }

    @Test
    void whatIsMetBeforeItBeginsIsRefused() {
        History history = run().ticks(0, 80, 90, 300).history();

        assertThatThrownBy(() -> replacement(history, "a", 90, 100).metAt(at(history, 80)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the replacement of task a is met at event 1 (0.080 s), before it began at event 2 (0.090 s)");
    }

    @Test
    void aBoundMustBePositive() {
        History history = run().ticks(0).history();

        assertThatThrownBy(() -> replacement(history, "a", 0, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the bound of replacement of task a is PT0S");
    }
}
