package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.view.Json;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class StandbyTests {

    private static final Address STANDBY = MasterWorld.master(2);

    @TempDir
    private Path directory;

    private MasterWorld world;

    private void begin(String... options) {
        world = MasterWorld.ready(directory, 3, options);
        world.readyAgent(1);
        world.run("8s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/state", "/state.json", "/slaves", "/frameworks", "/tasks", "/state-summary", "/api/v1"})
    void fromOneZeroOnAStandbySendsToTheLeader(String path) {
        begin("profile", "legacy1");
        for (String asked : new String[] {path, "/master" + path}) {
            Response response = world.sim().get(STANDBY, asked);
            assertThat(response.status()).isEqualTo(307);
            assertThat(response.headers()).containsEntry("Location", "//10.0.0.11:5050/master" + path);
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void theQuestionGoesAlong() {
        begin();
        assertThat(world.sim()
                        .get(STANDBY, "/tasks?limit=5&order=asc")
                        .headers()
                        .get("Location"))
                .isEqualTo("//10.0.0.11:5050/master/tasks?limit=5&order=asc");
    }

    @Test
    void inClassicAStandbyAnswersWithItsOwnEmptyViewAndTheRightLeader() {
        begin("profile", "classic");
        JsonNode state = world.get(2, "/master/state.json");
        assertThat(state.path("leader").asString()).isEqualTo("master@10.0.0.11:5050");
        assertThat(state.path("pid").asString()).isEqualTo("master@10.0.0.12:5050");
        assertThat(state.path("activated_slaves").asInt()).isZero();
        assertThat(state.has("elected_time")).isFalse();
        assertThat(state.has("unreachable_slaves")).isFalse();
        assertThat(state.path("id").asString()).matches("\\d{8}-\\d{6}-\\d+-5050-\\d+");
    }

    @Test
    void healthVersionFlagsAndMetricsAreAnsweredByEveryMaster() {
        begin();
        assertThat(world.sim().get(STANDBY, "/health").status()).isEqualTo(200);
        assertThat(world.get(2, "/version").path("version").asString()).isEqualTo("1.6.2");
        assertThat(world.get(2, "/flags").at("/flags/quorum").asString()).isEqualTo("2");
        assertThat(world.get(2, "/metrics/snapshot").path("master/elected").asDouble())
                .isZero();
        assertThat(world.get(1, "/metrics/snapshot").path("master/elected").asDouble())
                .isEqualTo(1);
        assertThat(world.sim().get(STANDBY, "/redirect").headers()).containsEntry("Location", "//10.0.0.11:5050");
    }

    @Test
    void withoutALeaderItIs503() {
        begin();
        world.sim().zooKeeper().down();
        world.run("20s");
        Response response = world.sim().get(STANDBY, "/state");
        assertThat(response.status()).isEqualTo(503);
        assertThat(response.text()).isEqualTo("No leader elected");
        assertThat(world.sim().get(STANDBY, "/redirect").status()).isEqualTo(503);
    }

    @Test
    void inClassicTheRedirectWithoutALeaderGoesToItself() {
        begin("profile", "classic");
        world.sim().zooKeeper().down();
        world.run("20s");
        assertThat(world.sim().get(STANDBY, "/redirect").headers()).containsEntry("Location", "//10.0.0.12:5050");
    }

    @Test
    void withB03AStandbyClaimsToLeadAndShowsWhatWasTrueBefore() {
        begin("bugs", "B03");
        world.sim().cut("10.0.0.11", "10.0.0.12");
        world.readyAgent(2);
        world.run("10s");
        assertThat(world.leaders()).contains(1, 2);
        assertThat(world.state(2).path("slaves").size()).isEqualTo(1);
        assertThat(world.state(1).path("slaves").size()).isEqualTo(2);
    }

    @Test
    void withB04AStandbySendsToItself() {
        begin("bugs", "B04");
        assertThat(world.sim().get(STANDBY, "/state").headers())
                .containsEntry("Location", "//10.0.0.12:5050/master/state");
        assertThat(world.sim().get(STANDBY, "/redirect").headers()).containsEntry("Location", "//10.0.0.12:5050");
    }

    @Test
    void numbersAndSlashesAreWrittenAsMesosWritesThem() {
        assertThat(Json.write(Json.object().put("a", "b/c"))).isEqualTo("{\"a\":\"b\\/c\"}");
        assertThat(Json.number(1).toString()).isEqualTo("1.0");
        assertThat(Json.number(1795220365.833391).toString()).isEqualTo("1795220365.83339");
        assertThat(Json.write(Json.array().add(Json.number(25276502016.0)))).isEqualTo("[25276502016.0]");
    }
}
