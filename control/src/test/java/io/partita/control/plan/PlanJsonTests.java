package io.partita.control.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.partita.control.store.ResultsFormatException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanJsonTests {

    @TempDir
    private Path directory;

    private final TestPlanner planner = new TestPlanner(Extensions.load(List.of()));

    private static TestRequest request(String nemesis, Duration limit, Duration gate) {
        return new TestRequest(
                "zk-register",
                Map.of("reads", "local"),
                List.of(nemesis),
                "zookeeper:tickTime=1000",
                null,
                null,
                "lxc",
                "partita",
                List.of("n1", "n2", "n3"),
                limit,
                12.5,
                "2n",
                -5,
                Duration.ofMillis(3333),
                Duration.ofSeconds(60),
                true,
                gate);
    }

    private TestPlan plan() {
        return planner.plan(request("kill(one) + partition-leader, pause", Duration.ofSeconds(31), null));
    }

    /** Nothing to override. */
    private static TestRequest nothing() {
        return new TestRequest(
                null, Map.of(), List.of(), null, null, null, null, null, List.of(), null, null, null, 0, null, null,
                false, null);
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        for (String nemesis : List.of("none", "kill(one), pause", "at 7s kill for 3s", "swarm", "swarm(kill, pause)")) {
            TestPlan plan = planner.plan(request(nemesis, Duration.ofMillis(31_337), Duration.ofSeconds(9)));
            PlanJson.write(directory.resolve("plan.json"), plan);
            assertThat(PlanJson.read(directory.resolve("plan.json"))).isEqualTo(plan);
        }
        assertThat(PlanJson.parse(PlanJson.toJson(plan()), "here")).isEqualTo(plan());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"schemaVersion\" : 1 | \"schemaVersion\" : 2 | has schema version 2, this program reads version 1: a newer"
                        + " program wrote it",
                "\"workload\" | \"workloat\" | the field workload is missing",
                "\"nodes\" : [ \"n1\" | \"nodes\" : [ 1 | the field nodes[0] should be a string, not 1",
                "\"rate\" : 12.5 | \"rate\" : \"fast\" | the field rate should be a number, not \"fast\"",
                "\"leaveRunning\" | \"comment\" : 1, \"leaveRunning\" | unknown fields: comment",
                "\"action\" : \"inject\" | \"action\" : \"begin\" | the field schedule[0].action should be inject or recover",
                "\"action\" : \"recover\" | \"action\" : \"inject\" | the field schedule: step",
                "\"timeLimitMs\" : 31000 | \"timeLimitMs\" : -1 | the field timeLimitMs should be a number of milliseconds",
                "\"seed\" : -5 | \"seed\" : 1.5 | the field seed should be a whole number of 64 bits",
                "\"concurrency\" : 6 | \"concurrency\" : 60000000000 | has a number that is too large",
                "{ | [ | is not JSON"
            })
    void whatIsNoPlanIsRefusedWithThePlace(String part, String other, String message) {
        String json = PlanJson.toJson(plan());
        assertThat(json).contains(part);
        String broken = json.replaceFirst(Pattern.quote(part), other);
        assertThatThrownBy(() -> PlanJson.parse(broken, "my.json"))
                .isInstanceOf(ResultsFormatException.class)
                .hasMessageStartingWith("my.json")
                .hasMessageContaining(message);
    }

    @Test
    void aStoredPlanStaysAsItIsWhenNothingIsSaidBesides() {
        List<String> changes = new ArrayList<>();
        assertThat(planner.replan(plan(), nothing(), null, changes)).isEqualTo(plan());
        assertThat(changes).isEmpty();
    }

    @Test
    void whatIsSaidBesidesTakesThePlaceOfWhatThePlanHasAndTheScheduleStays() {
        List<String> changes = new ArrayList<>();
        TestRequest given = new TestRequest(
                null,
                Map.of("reads", "sync"),
                List.of(),
                "zookeeper:syncLimit=3",
                null,
                null,
                null,
                "other",
                List.of(),
                Duration.ofSeconds(40),
                null,
                "3n",
                0,
                null,
                null,
                false,
                Duration.ofSeconds(20));
        TestPlan changed = planner.replan(plan(), given, 7L, changes);
        assertThat(changed.schedule().steps()).isEqualTo(plan().schedule().steps());
        assertThat(changed.seed()).isEqualTo(7);
        assertThat(changed.concurrency()).isEqualTo(9);
        assertThat(changed.systemOptions()).containsEntry("tickTime", "1000").containsEntry("syncLimit", "3");
        assertThat(changed.schedule().healthGate()).contains(Duration.ofSeconds(20));
        assertThat(changes)
                .containsExactlyInAnyOrder(
                        "--workload-option reads=sync instead of local",
                        "--system syncLimit=3",
                        "--cluster-name other instead of partita",
                        "--time-limit 40s instead of 31s",
                        "--concurrency 9 instead of 6",
                        "--seed 7 instead of -5",
                        "--health-gate 20s");
    }

    @Test
    void aPlanThatCannotBeRunHereIsRefusedWithEverythingThatIsWrong() {
        TestRequest given = new TestRequest(
                null,
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                List.of("n1", "n2"),
                Duration.ofSeconds(10),
                null,
                null,
                0,
                null,
                null,
                false,
                null);
        assertThatThrownBy(() -> planner.replan(plan(), given, null, new ArrayList<>()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("the plan's fault partition-leader needs 3 nodes, there are 2")
                .hasMessageContaining("beyond the time limit of 10s");
    }

    @Test
    void everythingWrongWithAScriptIsToldTogetherWithTheRest() {
        assertThatThrownBy(() -> planner.plan(request(
                        "at 5 kil; at 50s kill(n9) for 3s; every x pause; at 3s kill(role(agent), force=1)",
                        Duration.ofMillis(900),
                        null)))
                .hasMessageContaining("did you mean kill?")
                .hasMessageContaining("no node is called n9; there are n1, n2, n3")
                .hasMessageContaining("in \"every x pause\": behind \"every\"")
                .hasMessageContaining("no parameter force")
                .hasMessageContaining("is over at 53s, beyond the time limit of 900ms")
                .hasMessageContaining("--time-limit 900ms is shorter than a second");
    }
}
