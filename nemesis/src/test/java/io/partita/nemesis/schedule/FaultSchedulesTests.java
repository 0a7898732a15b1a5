package io.partita.nemesis.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultSchedulesTests {

    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void thirtySecondsHoldTwoWholeFaults() {
        FaultSchedule schedule = FaultSchedules.plan(List.of("kill"), Duration.ofSeconds(30), TEN, 1);
        assertThat(schedule.steps())
                .extracting(step ->
                        step.number() + " " + step.action() + " " + step.at().toMillis())
                .containsExactly("1 INJECT 5000", "2 RECOVER 15000", "3 INJECT 17500", "4 RECOVER 27000");
    }

    @Test
    void noFaultIsNoStep() {
        assertThat(FaultSchedules.plan(List.of("none"), TEN, TEN, 1).steps()).isEmpty();
        assertThat(FaultSchedules.plan(List.of(), TEN, TEN, 1).steps()).isEmpty();
    }

    @Test
    void everyInjectionIsEndedBeforeTheNextAndBeforeTheRunEnds() {
        var random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            Duration limit = Duration.ofMillis(1 + random.nextInt(300_000));
            Duration interval = Duration.ofMillis(1 + random.nextInt(60_000));
            // A run of thousands of faults shows nothing that hundreds do not.
            interval = interval.compareTo(limit.dividedBy(200)) < 0
                    ? limit.dividedBy(200).plusMillis(1)
                    : interval;
            List<String> faults = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
            List<FaultStep> steps =
                    FaultSchedules.plan(faults, limit, interval, i).steps();

            assertThat(steps).isNotEmpty();
            Duration last = Duration.ZERO;
            for (int n = 0; n < steps.size(); n++) {
                FaultStep step = steps.get(n);
                assertThat(step.number()).isEqualTo(n + 1);
                assertThat(step.at()).isGreaterThanOrEqualTo(last);
                last = step.at();
                assertThat(step.action()).isEqualTo(n % 2 == 0 ? Action.INJECT : Action.RECOVER);
                if (step.action() == Action.RECOVER) {
                    FaultStep begun = steps.get(n - 1);
                    assertThat(begun.fault()).isEqualTo(step.fault());
                    assertThat(begun.seed()).isEqualTo(step.seed());
                    Duration active = step.at().minus(begun.at());
                    assertThat(active).isGreaterThanOrEqualTo(steps.get(0).at().minusNanos(2));
                    assertThat(active).isLessThanOrEqualTo(interval);
                }
            }
            assertThat(last).isLessThanOrEqualTo(limit.minus(limit.dividedBy(10)));
        }
    }

    @Test
    void aRunThatIsTooShortForTheIntervalStillHasTwoFaults() {
        assertThat(FaultSchedules.plan(List.of("kill"), Duration.ofSeconds(6), TEN, 1)
                        .steps())
                .hasSize(4);
    }

    @Test
    void everyRoundHasEveryFaultOnce() {
        List<String> faults = List.of("a", "b", "c");
        List<String> order = FaultSchedules.plan(faults, Duration.ofMinutes(10), TEN, 3).steps().stream()
                .filter(step -> step.action() == Action.INJECT)
                .map(FaultStep::fault)
                .toList();
        for (int i = 0; i + 3 <= order.size(); i += 3) {
            assertThat(order.subList(i, i + 3)).containsExactlyInAnyOrder("a", "b", "c");
        }
    }

    @Test
    void theSeedFixesTheScheduleAndAnotherSeedChangesIt() {
        Set<FaultSchedule> schedules = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            FaultSchedule schedule = FaultSchedules.plan(List.of("a", "b"), Duration.ofMinutes(2), TEN, seed);
            assertThat(FaultSchedules.plan(List.of("a", "b"), Duration.ofMinutes(2), TEN, seed))
                    .isEqualTo(schedule);
            schedules.add(schedule);
        }
        assertThat(schedules).hasSize(20);
    }

    @Test
    void aFaultWithADurationOfItsOwnLastsExactlySoLong() {
        assertThat(FaultSchedules.plan(
                                List.of("loss", "kill"),
                                Map.of("loss", Duration.ofSeconds(47)),
                                Duration.ofMinutes(5),
                                TEN,
                                3)
                        .steps())
                .satisfies(steps -> {
                    List<Duration> lasted = new ArrayList<>();
                    for (int i = 0; i < steps.size(); i += 2) {
                        Duration time = steps.get(i + 1).at().minus(steps.get(i).at());
                        if (steps.get(i).fault().equals("loss")) {
                            lasted.add(time);
                        } else {
                            assertThat(time).isLessThanOrEqualTo(TEN);
                        }
                    }
                    assertThat(lasted).hasSizeGreaterThan(2).containsOnly(Duration.ofSeconds(47));
                });
    }

    @Test
    void withTheLeastTimeLimitEveryDurationIsKeptWhateverTheOrder() {
        var random = new Random(9);
        for (int i = 0; i < 500; i++) {
            Duration interval = Duration.ofMillis(1 + random.nextInt(30_000));
            var durations = Map.of(
                    "blip", Duration.ofMillis(1 + random.nextInt(100_000)),
                    "loss", Duration.ofMillis(1 + random.nextInt(100_000)));
            List<String> faults = List.of("kill", "blip", "loss");
            Duration least = FaultSchedules.leastTimeLimit(faults, durations, interval);
            List<FaultStep> steps =
                    FaultSchedules.plan(faults, durations, least, interval, i).steps();

            assertThat(steps.stream().map(FaultStep::fault)).contains("kill", "blip", "loss");
            assertThat(steps.get(steps.size() - 1).at()).isLessThanOrEqualTo(least.minus(least.dividedBy(10)));
        }
    }

    @Test
    void aTimeLimitInWhichADurationDoesNotFitIsRefused() {
        var durations = Map.of("loss", Duration.ofSeconds(103));
        assertThat(FaultSchedules.leastTimeLimit(List.of("loss"), durations, TEN))
                .as("half an interval, the fault, and a ninth of both")
                .isEqualTo(Duration.ofSeconds(121));
        assertThatThrownBy(() -> FaultSchedules.plan(List.of("loss"), durations, Duration.ofSeconds(60), TEN, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the time limit of 1m is too short for loss, which lasts 103s on this system");
        assertThat(FaultSchedules.leastTimeLimit(List.of("kill"), durations, TEN))
                .isZero();
    }

    @Test
    void whereALongFaultDoesNotFitAnyMoreAShortOneTakesItsPlace() {
        var durations = Map.of("loss", Duration.ofSeconds(100));
        List<FaultStep> steps = FaultSchedules.plan(List.of("loss", "kill"), durations, Duration.ofSeconds(200), TEN, 1)
                .steps();
        assertThat(steps.stream().filter(step -> step.action() == Action.INJECT).map(FaultStep::fault))
                .containsOnlyOnce("loss")
                .hasSizeGreaterThan(4);
        assertThat(steps.get(steps.size() - 1).at()).isGreaterThan(Duration.ofSeconds(165));
    }

    @Test
    void isRenderedForPeople() {
        FaultSchedule schedule = new FaultSchedule(List.of(
                new FaultStep(1, Duration.ofSeconds(5), Action.INJECT, "kill", 77),
                new FaultStep(2, Duration.ofMillis(15_250), Action.RECOVER, "kill", 77)));
        assertThat(FaultSchedules.render(schedule)).isEqualTo("""
                  1      5.0 s  inject   kill for 10.3 s  (seed 77)
                  2     15.3 s  recover  kill
                """);
        assertThat(FaultSchedules.render(new FaultSchedule(List.of()))).isEqualTo("no faults\n");
    }

    @Test
    void durationsMustBePositive() {
        assertThatThrownBy(() -> FaultSchedules.plan(List.of("a"), TEN, Duration.ZERO, 1))
                .hasMessage("the nemesis interval is PT0S, it must be positive");
    }
}
