package io.partita.nemesis.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FaultScheduleTests {

    private static PlannedFault fault(String name, long seed, int from, int until) {
        return new PlannedFault(name, seed, Duration.ofSeconds(from), Duration.ofSeconds(until));
    }

    private static FaultStep step(int number, Action action, long seed) {
        return new FaultStep(number, Duration.ofSeconds(number), action, "kill", seed);
    }

    @Test
    void theSameFaultTwiceAtOnceIsPairedBySeed() {
        List<PlannedFault> faults = List.of(fault("kill", 1, 5, 30), fault("kill", 2, 10, 20));
        FaultSchedule schedule = FaultSchedule.of(faults);
        assertThat(schedule.steps())
                .extracting(step -> step.number() + " " + step.action() + " " + step.seed())
                .containsExactly("1 INJECT 1", "2 INJECT 2", "3 RECOVER 2", "4 RECOVER 1");
        assertThat(schedule.faults()).isEqualTo(faults);
    }

    @Test
    void atOneTimeFaultsEndBeforeOthersBegin() {
        assertThat(FaultSchedule.of(List.of(fault("a", 1, 5, 10), fault("b", 2, 10, 20), fault("c", 3, 5, 10)))
                        .steps())
                .extracting(step -> step.action() + " " + step.fault())
                .containsExactly("INJECT a", "INJECT c", "RECOVER c", "RECOVER a", "INJECT b", "RECOVER b");
    }

    @Test
    void stepsThatDoNotPairAreNamed() {
        assertThatThrownBy(() -> new FaultSchedule(List.of(step(1, Action.RECOVER, 1))).faults())
                .hasMessage("step 1, RECOVER of kill with seed 1, ends what no step before it began");
        assertThatThrownBy(() ->
                        new FaultSchedule(List.of(step(1, Action.INJECT, 1), step(2, Action.INJECT, 1))).faults())
                .hasMessage("step 2, INJECT of kill with seed 1, begins what step 1 began and nothing ended");
        assertThatThrownBy(() ->
                        new FaultSchedule(List.of(step(1, Action.INJECT, 1), step(2, Action.RECOVER, 2))).faults())
                .hasMessageContaining("step 2, RECOVER of kill with seed 2");
        assertThatThrownBy(() -> new FaultSchedule(List.of(step(1, Action.INJECT, 1))).faults())
                .hasMessage("step 1 injects kill, and no step after it ends that");
    }

    @Test
    void onlyAnInjectionThatFindsNoOtherFaultActiveIsGated() {
        FaultSchedule open = FaultSchedule.of(
                List.of(fault("a", 1, 5, 20), fault("b", 2, 10, 15), fault("c", 3, 20, 30), fault("d", 4, 20, 30)));
        assertThat(open.steps()).noneMatch(open::isGated);
        FaultSchedule gated = open.behind(Optional.of(Duration.ofSeconds(30)));
        assertThat(gated.steps().stream().filter(gated::isGated).map(FaultStep::fault))
                .containsExactly("a", "c");
    }
}
