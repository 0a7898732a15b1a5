package io.partita.nemesis.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SwarmTests {

    private static final int SEEDS = 2000;
    private static final NemesisExpression FOUR = NemesisExpression.parse("swarm(a, b, c, d)", new ArrayList<>());

    private static FaultSchedule plan(NemesisExpression swarm, Duration limit, long seed) {
        return FaultSchedules.plan(swarm, Map.of(), limit, Duration.ofSeconds(10), seed);
    }

    @Test
    void eachFaultIsOnInHalfOfTheSeedsAndAlwaysOneIs() {
        Map<String, Integer> on = new HashMap<>();
        Set<Set<String>> choices = new HashSet<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, Integer> weights =
                    plan(FOUR, Duration.ofSeconds(30), seed).swarm();
            Set<String> drawn = weights.keySet().stream()
                    .filter(fault -> weights.get(fault) > 0)
                    .collect(Collectors.toSet());
            assertThat(weights).containsOnlyKeys("a", "b", "c", "d");
            assertThat(drawn).isNotEmpty();
            choices.add(drawn);
            drawn.forEach(fault -> on.merge(fault, 1, Integer::sum));
        }
        // Of the sixteen choices the empty one is drawn again: 8 of the other 15 have a given fault.
        on.values().forEach(count -> assertThat(count / (double) SEEDS).isCloseTo(8 / 15.0, within(0.05)));
        assertThat(choices).hasSize(15);
    }

    @Test
    void faultsComeAsOftenAsTheirWeightsSayAndThoseThatAreOffNever() {
        for (long seed = 0; seed < 10; seed++) {
            FaultSchedule schedule = plan(FOUR, Duration.ofHours(10), seed);
            Map<String, Long> counts = schedule.steps().stream()
                    .filter(step -> step.action() == Action.INJECT)
                    .collect(Collectors.groupingBy(FaultStep::fault, Collectors.counting()));
            double all = counts.values().stream().mapToLong(Long::longValue).sum();
            int weights = schedule.swarm().values().stream()
                    .mapToInt(Integer::intValue)
                    .sum();
            schedule.swarm()
                    .forEach((fault, weight) -> assertThat(counts.getOrDefault(fault, 0L) / all)
                            .isCloseTo(weight / (double) weights, within(0.05)));
        }
    }

    @Test
    void theSeedFixesTheSwarm() {
        assertThat(plan(FOUR, Duration.ofMinutes(2), 5)).isEqualTo(plan(FOUR, Duration.ofMinutes(2), 5));
        Set<Map<String, Integer>> weights = new HashSet<>();
        for (long seed = 0; seed < 50; seed++) {
            weights.add(plan(FOUR, Duration.ofMinutes(2), seed).swarm());
        }
        assertThat(weights).hasSizeGreaterThan(35);
    }

    @Test
    void thePlanSaysWhatIsOnAndWhatIsOff() {
        var schedule = new FaultSchedule(
                FaultSchedule.of(List.of(new PlannedFault("kill", 7, Duration.ofSeconds(5), Duration.ofSeconds(15))))
                        .steps(),
                Optional.of(Duration.ofSeconds(30)),
                Map.of("kill", 3));
        assertThat(FaultSchedules.render(schedule)).isEqualTo("""
                swarm on:  kill (weight 3)
                swarm off: nothing
                              gate     until the system serves, for at most 30s
                  1      5.0 s  inject   kill for 10.0 s  (seed 7)
                  2     15.0 s  recover  kill
                """);
    }
}
