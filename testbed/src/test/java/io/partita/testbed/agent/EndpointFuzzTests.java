package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.sim.Fuzz;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever an agent is asked, it answers, and goes on. */
class EndpointFuzzTests {

    private static final int REQUESTS = 2000;

    private static final List<String> PATHS = List.of(
            "/state",
            "/slave(1)/state.json",
            "/slave(1)/health",
            "/flags",
            "/version",
            "/metrics/snapshot",
            "/monitor/statistics",
            "/containers",
            "/api/v1",
            "/slave(1)",
            "/");

    @TempDir
    private Path directory;

    @Test
    void everyRequestIsAnsweredAndNoneEndsTheAgent() {
        AgentWorld world = AgentWorld.running(directory);
        world.launch("t1");
        Fuzz fuzz = new Fuzz(new SplittableRandom(7), PATHS, List.of("", "{\"type\":\"GET_STATE\"}"));
        for (int count = 0; count < REQUESTS; count++) {
            Fuzz.Ask ask = fuzz.next();
            Response response =
                    world.sim.http(AgentWorld.AGENT, ask.method(), ask.pathAndQuery(), ask.headers(), ask.body());
            assertThat(response.status()).as(ask.toString()).isIn(200, 404, 405);
        }
        assertThat(world.isRegistered()).isTrue();
    }
}
