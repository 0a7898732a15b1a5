package io.partita.nemesis.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.nemesis.schedule.FaultStep.Action;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NemesisExpressionTests {

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofSeconds(60);
    private static final Map<String, Duration> OWN = Map.of("agent-loss", Duration.ofSeconds(7));

    private final List<Flaw> flaws = new ArrayList<>();

    private NemesisExpression parse(String text) {
        return NemesisExpression.parse(text, flaws);
    }

    /** The steps of {@code text} as "10+kill 20-kill": seconds, begin or end, fault. */
    private String steps(String text) {
        NemesisExpression wanted = parse(text);
        assertThat(flaws).isEmpty();
        StringBuilder steps = new StringBuilder();
        for (FaultStep step : FaultSchedules.plan(wanted, OWN, MINUTE, TEN, 1).steps()) {
            steps.append(step.at().toMillis() / 1000.0)
                    .append(step.action() == Action.INJECT ? "+" : "-")
                    .append(step.fault())
                    .append(' ');
        }
        return steps.toString().replace(".0+", "+").replace(".0-", "-").strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at 10s kill for 20s | 10+kill 30-kill",
                "at 10s kill | 10+kill 20-kill",
                "at 10s agent-loss | 10+agent-loss 17-agent-loss",
                "at 500ms kill role(marathon) for 1m; | 0.5+kill(role(marathon)) 60.5-kill(role(marathon))",
                "at 10s kill n1,n2 for 20s; at 15s pause n3 for 5s"
                        + " | 10+kill(n1,n2) 15+pause(n3) 20-pause(n3) 30-kill(n1,n2)",
                "at 30s pause for 1s; at 5s kill for 1s | 5+kill 6-kill 30+pause 31-pause",
                "at 5s kill for 3s then pause for 4s | 5+kill 8-kill 8+pause 12-pause",
                "at 5s kill for 3s > pause for 4s | 5+kill 8-kill 8+pause 12-pause",
                "at 5s kill + pause for 3s | 5+kill 5+pause 8-pause 8-kill",
                "at 5s kill for 2s + pause for 3s > freeze for 1s"
                        + " | 5+kill 5+pause 7-kill 8-pause 8+freeze 9-freeze",
                "every 15s kill one for 5s from 10s until 45s | 10+kill(one) 15-kill(one) 25+kill(one) 30-kill(one)"
                        + " 40+kill(one) 45-kill(one)",
                "every 20s kill for 5s | 20+kill 25-kill 40+kill 45-kill",
                "every 20s kill for 5s until 44s | 20+kill 25-kill",
                "slow(n1,n2, delay=100ms) | 5+slow(n1,n2, delay=100ms) 15-slow(n1,n2, delay=100ms)"
                        + " 17.5+slow(n1,n2, delay=100ms) 27.5-slow(n1,n2, delay=100ms)"
                        + " 30+slow(n1,n2, delay=100ms) 40-slow(n1,n2, delay=100ms)"
                        + " 42.5+slow(n1,n2, delay=100ms) 52.5-slow(n1,n2, delay=100ms)",
                "stop(n1) > kill(n2) for 20s | 5+stop(n1) 15-stop(n1) 15+kill(n2) 35-kill(n2)",
                "none | ''"
            })
    void aTextIsTheseSteps(String text, String steps) {
        // A run of 60.5 s is no whole number of seconds: that of the first row is longer.
        assertThat(text.contains("1m") ? stepsOfTwoMinutes(text) : steps(text)).isEqualTo(steps);
    }

    private String stepsOfTwoMinutes(String text) {
        List<FaultStep> steps = FaultSchedules.plan(parse(text), OWN, Duration.ofMinutes(2), TEN, 1)
                .steps();
        return steps.get(0).at().toMillis() / 1000.0 + "+" + steps.get(0).fault() + " "
                + steps.get(1).at().toMillis() / 1000.0 + "-" + steps.get(1).fault();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill",
                "kill, pause",
                "kill(n1) + pause > slow(n2, delay=1ms) for 5s",
                "at 10s kill for 20s; every 15s kill(one) for 5s from 10s until 1m; every 1h pause",
                "swarm",
                "swarm(kill, pause(n1) + kill)"
            })
    void whatIsWrittenCanBeReadAgain(String text) {
        NemesisExpression once = parse(text);
        assertThat(String.join(", ", once.parts())).isEqualTo(text);
        assertThat(parse(String.join(",", once.parts()))).isEqualTo(once);
        assertThat(flaws).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at kill | in \"at kill\": behind \"at\": \"kill\" is not a duration: write 500ms, 30s, 2m or 1h",
                "at 5s | in \"at 5s\": a fault is missing here",
                "at 5s kill for | in \"at 5s kill for\": behind \"for\": \"\" is not a duration: write 500ms, 30s, 2m or 1h",
                "at 5s kill for ever | in \"at 5s kill for ever\": behind \"for\": \"ever\" is not a duration: write 500ms,"
                        + " 30s, 2m or 1h",
                "at 5s kill for 1s for 2s | in \"at 5s kill for 1s for 2s\": it is said twice how long kill lasts",
                "at 5s kill; pause | in \"pause\": a clause of a script begins with at TIME or every TIME",
                "at 5s kill then | in \"at 5s kill then\": a fault is missing behind \"then\"",
                "every 5s kill until 20s + pause | in \"every 5s kill until 20s + pause\": from and until stand at the end"
                        + " of a clause",
                "kill +, pause | in \"kill +\": a fault is missing behind \"+\"",
                "kill,, pause | in \"\": a fault is missing here",
                "kill(n1, pause | in \"kill(n1, pause\": nothing closes the bracket at \"(n1, pause\"",
                "kill n1), pause | in \"kill n1), pause\": nothing opens the bracket at \"), pause\"",
                "kill, swarm | in \"kill, swarm\": a swarm is no item of rounds",
                "kill, Pause | in \"Pause\": \"Pause\" is no fault: expected a name such as kill",
                "kill(minority(), pause | in \"kill(minority(), pause\": nothing closes the bracket at"
                        + " \"(minority(), pause\"",
                "kill(random(x)) | in \"kill(random(x))\": \"random(x)\" is no target: expected how many nodes, a number"
                        + " from 1 at \"x)\""
            })
    void aMistakeIsToldWithItsPlace(String text, String flaw) {
        parse(text);
        assertThat(flaws).extracting(Flaw::what).containsExactly(flaw);
        assertThat(flaws.get(0).next()).isNotBlank();
    }

    @Test
    void oneMistakeHidesNoOther() {
        parse("at five kill; at 10s pause for ages; every 5s; then 3s kill");
        assertThat(flaws).hasSize(4);
    }

    @Test
    void twoStagesThatWouldReachIntoTheQuietShareWhatTimeIsLeft() {
        assertThat(FaultSchedules.plan(parse("a > b"), Map.of(), Duration.ofSeconds(22), TEN, 1)
                        .faults())
                .extracting(
                        fault -> fault.from().toMillis() + "-" + fault.until().toMillis())
                .containsExactly("5000-12400", "12400-19800");
    }

    @Test
    void faultsOfOneItemHaveSeedsOfTheirOwn() {
        assertThat(FaultSchedules.plan(parse("at 1s kill + kill > kill"), Map.of(), MINUTE, TEN, 1)
                        .faults())
                .extracting(PlannedFault::seed)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void theSeedFixesAScriptsSeedsAndAnotherChangesThem() {
        NemesisExpression script = parse("at 1s kill; every 9s pause for 1s");
        FaultSchedule one = FaultSchedules.plan(script, Map.of(), MINUTE, TEN, 1);
        assertThat(FaultSchedules.plan(script, Map.of(), MINUTE, TEN, 1)).isEqualTo(one);
        assertThat(FaultSchedules.plan(script, Map.of(), MINUTE, TEN, 2)).isNotEqualTo(one);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "at 55s kill for 20s | \"at 55s kill for 20s\" is over at 75s, beyond the time limit of 1m",
                "every 5s kill for 1s until 2m | \"every 5s kill for 1s until 2m\" is over at 2m, beyond the time limit of 1m",
                "every 50s kill for 8s | \"every 50s kill for 8s\" never comes: it would first be over at 58s",
                "agent-loss > kill for 50s | the time limit of 1m is too short for agent-loss, which lasts 7s, and kill, which"
                        + " lasts 50s on this system",
                "swarm(pause, kill for 50s) | the time limit of 1m is too short for kill, which lasts 50s on this system"
            })
    void whatDoesNotFitIntoTheTimeIsRefused(String text, String flaw) {
        assertThat(FaultSchedules.flaws(parse(text), OWN, MINUTE, TEN))
                .extracting(Flaw::what)
                .containsExactly(flaw);
    }

    @Test
    void theTimeThatIsAskedForSuffices() {
        NemesisExpression late = parse("at 55s kill for 20s");
        assertThat(FaultSchedules.flaws(late, OWN, MINUTE, TEN).get(0).next()).contains("--time-limit 84s");
        assertThat(FaultSchedules.flaws(late, OWN, Duration.ofSeconds(84), TEN)).isEmpty();
    }
}
