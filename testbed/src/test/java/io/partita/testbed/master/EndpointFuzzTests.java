package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.sim.Fuzz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a master is asked, it answers, and goes on. */
class EndpointFuzzTests {

    private static final int REQUESTS = 3000;

    private static final List<String> PATHS = List.of(
            "/state",
            "/state.json",
            "/state-summary",
            "/slaves",
            "/frameworks",
            "/tasks",
            "/tasks.json",
            "/roles",
            "/quota",
            "/weights",
            "/redirect",
            "/health",
            "/flags",
            "/version",
            "/metrics/snapshot",
            "/registrar(1)/registry",
            "/maintenance/schedule",
            "/maintenance/status",
            "/machine/down",
            "/machine/up",
            "/teardown",
            "/shutdown",
            "/api/v1",
            "/api/v1",
            "/api/v1",
            "/api/v1/scheduler",
            "/master/state",
            "/master/api/v1",
            "/master/machine/up",
            "/");

    @TempDir
    private Path directory;

    private static List<String> bodies(String agentId, String frameworkId) {
        List<String> bodies = new ArrayList<>(List.of(
                "",
                "frameworkId=" + frameworkId + "x",
                "frameworkId=%",
                "[{\"hostname\":\"a1\",\"ip\":\"10.0.0.21\"}]",
                "{\"windows\":[{\"machine_ids\":[{\"hostname\":\"a2\",\"ip\":\"10.0.0.22\"}],"
                        + "\"unavailability\":{\"start\":{\"nanoseconds\":5},\"duration\":{\"nanoseconds\":7}}}]}",
                "{\"type\":\"UPDATE_MAINTENANCE_SCHEDULE\",\"update_maintenance_schedule\":{\"schedule\":{\"windows\":[]}}}",
                "{\"type\":\"START_MAINTENANCE\",\"start_maintenance\":{\"machines\":[{\"hostname\":\"a2\"}]}}",
                "{\"type\":\"STOP_MAINTENANCE\",\"stop_maintenance\":{\"machines\":[{\"ip\":\"10.0.0.22\"}]}}",
                "{\"type\":\"TEARDOWN\",\"teardown\":{\"framework_id\":{\"value\":\"none\"}}}"));
        for (String type : List.of("MARK_AGENT_GONE", "DRAIN_AGENT", "DEACTIVATE_AGENT", "REACTIVATE_AGENT")) {
            bodies.add("{\"type\":\"%s\",\"%s\":{\"agent_id\":{\"value\":\"%s\"},\"mark_gone\":false}}"
                    .formatted(type, type.toLowerCase(java.util.Locale.ROOT), agentId));
        }
        for (String type : List.of(
                "GET_STATE", "GET_AGENTS", "GET_TASKS", "GET_FRAMEWORKS", "GET_HEALTH", "GET_MASTER", "GET_METRICS")) {
            bodies.add("{\"type\":\"" + type + "\"}");
        }
        return bodies;
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void everyRequestIsAnsweredAndNoneEndsAMaster(String profile) {
        MasterWorld world = MasterWorld.ready(directory, 3, "profile", profile);
        FakeAgent agent = world.readyAgent(1);
        FakeAgent other = world.readyAgent(2);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        Fuzz fuzz = new Fuzz(new SplittableRandom(7), PATHS, bodies(other.disk().id, framework.id()));
        TreeSet<Integer> statuses = new TreeSet<>();
        for (int count = 0; count < REQUESTS; count++) {
            Fuzz.Ask ask = fuzz.next();
            int number = count % 4 == 0 ? 2 : 1;
            Response response = world.sim()
                    .http(MasterWorld.master(number), ask.method(), ask.pathAndQuery(), ask.headers(), ask.body());
            assertThat(response.status()).as(ask.toString()).isIn(200, 307, 400, 404, 405, 415, 503);
            statuses.add(response.status());
        }
        world.run("10s");
        assertThat(statuses).contains(200, 400, 404, 405);
        assertThat(world.leaders()).contains(1);
        assertThat(world.sim().isAlive(MasterWorld.master(2))).isTrue();
        assertThat(agent.isRegistered()).isTrue();
    }
}
