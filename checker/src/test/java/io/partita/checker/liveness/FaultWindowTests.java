package io.partita.checker.liveness;

import static io.partita.checker.liveness.Run.run;
import static io.partita.checker.liveness.Run.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.partita.checker.history.History;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Faults read from the events of the nemesis. */
class FaultWindowTests {

    private static List<FaultWindow> windows(Run run) {
        return FaultWindow.of(run.history());
    }

    private static FaultWindow only(Run run) {
        List<FaultWindow> windows = windows(run);
        assertThat(windows).hasSize(1);
        return windows.get(0);
    }

    @Test
    void aHistoryWithoutNemesisHasNone() {
        assertThat(windows(run().ticks(0, 5))).isEmpty();
        assertThat(windows(run())).isEmpty();
    }

    @Test
    void aFaultIsPossibleLongerThanItIsCertain() {
        FaultWindow window = only(run().inject(10, "kill")
                .active(12, "f1", "kill")
                .recover(30, "kill")
                .healed(34, "f1", "kill")
                .ticks(50));

        assertThat(window.id()).isEqualTo("f1");
        assertThat(window.name()).isEqualTo("kill");
        assertThat(window.targets()).containsExactly("n1", "n2");
        assertThat(window.description()).isEqualTo("n1 | n2");
        assertThat(window.possible()).isEqualTo(span(10, 34));
        assertThat(window.certain()).contains(span(12, 30));
        assertThat(window.provenHealed()).isTrue();
    }

    @Test
    void itIsCertainBetweenItsProofAndItsRecovery() {
        FaultWindow window = only(run().inject(10, "kill")
                .active(12, "f1", "kill")
                .ticks(13)
                .recover(30, "kill")
                .healed(34, "f1", "kill"));

        assertThat(List.of(0, 1, 2, 3, 4).stream().map(window::certainAt))
                .containsExactly(false, false, true, false, false);
    }

    @Test
    void overlappingFaultsAreToldApartByTheirIds() {
        Run run = run();
        run.inject(10, "kill").active(11, "f1", "kill");
        run.inject(20, "kill").active(21, "f2", "kill");
        run.recover(30, "kill").healed(31, "f1", "kill");
        run.recover(40, "kill").healed(41, "f2", "kill");

        assertThat(windows(run)).extracting(FaultWindow::possible).containsExactly(span(10, 31), span(20, 41));
    }

    @Test
    void aFaultThatNeverHealsLastsToTheEnd() {
        FaultWindow window =
                only(run().inject(10, "kill").active(12, "f1", "kill").ticks(90));

        assertThat(window.possible()).isEqualTo(span(10, 90));
        assertThat(window.certain()).contains(span(12, 90));
        assertThat(window.provenHealed()).isFalse();
        assertThat(window.certainAt(2)).isTrue();
    }

    @Test
    void aRecoveryThatCouldNotBeProvenDoesNotEndIt() {
        FaultWindow window = only(run().inject(10, "kill")
                .active(12, "f1", "kill")
                .recover(30, "kill")
                .outcome(34, "f1", "kill", "recover", true, false, "not healed: n1 is silent")
                .ticks(50)
                .nemesis(60, "kill", Run.fact("f1", List.of("n1", "n2"), true, true))
                .ticks(90));

        assertThat(window.possible()).isEqualTo(span(10, 60));
        assertThat(window.certain()).contains(span(12, 30));
    }

    @Test
    void anInjectionThatFailedAndWasEndedAtOnceWasPossibleMeanwhile() {
        FaultWindow window = only(run().inject(10, "kill")
                .outcome(15, "f1", "kill", "inject", false, true, "could not be injected")
                .recover(30, "kill")
                .outcome(31, "f1", "kill", "recover", false, true, null)
                .ticks(50));

        assertThat(window.possible()).isEqualTo(span(10, 15));
        assertThat(window.isProven()).isFalse();
        assertThat(window.certain()).isEmpty();
    }

    @Test
    void anInjectionThatWasNotProvenIsPossibleAndNotCertain() {
        Run run = run().inject(10, "kill")
                .outcome(15, "f1", "kill", "inject", false, false, "not proven active")
                .recover(30, "kill")
                .outcome(31, "f1", "kill", "recover", false, true, null);

        assertThat(only(run).possible()).isEqualTo(span(10, 31));
        assertThat(FaultWindow.proven(run.history())).isEmpty();
    }

    @Test
    void anInjectionThatWasRefusedIsNone() {
        Run run = run().inject(10, "kill");
        Map<String, Object> refused = Run.fact("f1", List.of(), false, false);
        refused.putAll(Map.of("step", run.step(), "action", "inject", "error", "not available: no such role"));
        run.nemesis(11, "kill", refused).recover(30, "kill");
        Map<String, Object> recovered = Run.fact("f1", List.of(), false, false);
        recovered.putAll(Map.of("step", run.step(), "action", "recover", "error", "not available: no such role"));

        assertThat(windows(run.nemesis(31, "kill", recovered).ticks(90))).isEmpty();
    }

    @Test
    void anInjectionDuringWhichTheNemesisFailedMayLastUntilSomethingOfThatNameIsHealed() {
        Run run = run().inject(10, "kill");
        run.nemesis(15, "kill", Map.of("step", run.step(), "action", "inject", "error", "out of memory"));

        assertThat(only(run.ticks(50)).possible()).isEqualTo(span(10, 50));
        assertThat(only(run.nemesis(60, "kill", Run.fact("f1", List.of("n1"), true, true))
                                .ticks(70))
                        .possible())
                .isEqualTo(span(10, 60));
    }

    @Test
    void whatWasOnlyAnnouncedMayBeActiveUntilTheEnd() {
        FaultWindow window = only(run().inject(10, "kill").ticks(50));

        assertThat(window.possible()).isEqualTo(span(10, 50));
        assertThat(window.id()).isEqualTo("kill of step 1");
        assertThat(window.isProven()).isFalse();
    }

    @Test
    void aRecoveryThatWasOnlyAnnouncedEndsTheCertainty() {
        FaultWindow window = only(run().inject(10, "kill")
                .active(12, "f1", "kill")
                .recover(30, "kill")
                .ticks(50));

        assertThat(window.possible()).isEqualTo(span(10, 50));
        assertThat(window.certain()).contains(span(12, 30));
    }

    @Test
    void otherEventsOfTheNemesisDoNotMatter() {
        assertThat(windows(run().nemesis(5, "note", null).fault("f1", "kill", 10, 20)))
                .hasSize(1);
    }

    @Test
    void aFaultWithoutEffectOnOthersIsReadBesidesThem() {
        Run run = run();
        run.inject(10, "pause").active(11, "f1", "pause");
        run.fault("f2", "kill", 20, 30);
        run.nemesis(40, "pause", Run.fact("f1", List.of("n1"), true, true));

        assertThat(windows(run))
                .extracting(FaultWindow::name, FaultWindow::possible)
                .containsExactly(tuple("pause", span(10, 40)), tuple("kill", span(20, 30)));
    }

    @Test
    void whatTheRunSaysOfItselfIsNoFault() {
        History history = run().nemesis(0, "start-phase", Map.of("ready", false, "lacks", "none leads"))
                .fault("f1", "partition-halves", 10, 20)
                .nemesis(30, "final-phase", Map.of("ready", true))
                .ticks(40)
                .history();
        assertThat(FaultWindow.of(history)).extracting(FaultWindow::name).containsExactly("partition-halves");
    }
}
