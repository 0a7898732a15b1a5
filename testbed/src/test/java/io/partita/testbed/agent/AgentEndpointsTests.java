package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Answer;
import io.partita.testbed.contract.Differences;
import io.partita.testbed.contract.Exchange;
import io.partita.testbed.contract.Recordings;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Answers have the shape of those that a real agent gave. */
class AgentEndpointsTests {

    private static final String THREE_TASKS = "single-1master-1agent-3tasks";

    /** This agent has attributes, and of one framework a task that is over. */
    private static final String[] OTHERWISE = {
        "agent *\t/attributes/*\textra\tThe real one had none.",
        "agent *\t/flags/attributes\textra\tThe real one had none.",
        "agent *\t/frameworks/[]/completed_executors/[]\textra\tIn the recording, all that was over was another framework's.",
        "agent *\t/completed_frameworks/[]\tmissing\tIn the recording, all that was over was another framework's.",
    };

    @TempDir
    private Path directory;

    private AgentWorld world;

    @BeforeEach
    void threeTasks() {
        world = AgentWorld.running(directory);
        world.launch("mini-0");
        world.launch("mini-1");
        world.launch("mini-2");
        world.launch("over");
        world.tasks.task("over").exit(0);
        world.run(5);
    }

    @ParameterizedTest
    @CsvSource({
        "/slave(1)/state, agent_state",
        "/slave(1)/state.json, agent_state",
        "/state, agent_state",
        "/flags, agent_flags",
        "/containers, agent_containers",
        "/monitor/statistics, agent_monitor_statistics",
        "/metrics/snapshot, agent_metrics_snapshot",
        "/version, agent_version"
    })
    void hasTheKeysAndTypesOfTheRealAnswer(String path, String capture) {
        Response answer = world.sim.get(AgentWorld.AGENT, path);
        Exchange exchange =
                Exchange.of("agent " + path, THREE_TASKS, Recordings.mesos(THREE_TASKS, capture), Answer.of(answer));
        assertThat(Differences.known().and(OTHERWISE).unknown(exchange))
                .as(exchange.toString())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/slave(1)/health"})
    void isHealthyWithoutWords(String path) {
        Response answer = world.sim.get(AgentWorld.AGENT, path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(Recordings.mesos(THREE_TASKS, "agent_health").status()).isEqualTo(200);
    }

    @Test
    void anAgentWithoutTasksHasNoContainers() {
        world.tasks.live().forEach(task -> task.exit(0));
        world.run(5);
        assertThat(world.text("/containers"))
                .isEqualTo(Recordings.mesos("agent-killed/after-restart", "agent_containers")
                        .body());
    }

    @Test
    void countsWhatExecutorsAndTasksAreGiven() {
        JsonNode metrics = Mapper.JSON.readTree(world.text("/metrics/snapshot"));
        assertThat(metrics.path("slave/cpus_used").asDouble()).isEqualTo(0.6);
        assertThat(metrics.path("slave/mem_used").asDouble()).isEqualTo(192);
        assertThat(metrics.path("slave/tasks_running").asDouble()).isEqualTo(3);
        assertThat(metrics.path("slave/tasks_finished").asDouble()).isEqualTo(1);
        JsonNode state = Mapper.JSON.readTree(world.text("/state"));
        assertThat(state.path("unreserved_resources_allocated").path("cpus").asDouble())
                .isEqualTo(0.6);
        assertThat(state.path("resources").path("ports").asString()).isEqualTo("[31000-31999]");
    }

    @Test
    void whatItDoesNotHaveIsNotFound() {
        assertThat(world.sim.get(AgentWorld.AGENT, "/slaves").status()).isEqualTo(404);
        assertThat(world.sim.http(AgentWorld.AGENT, "POST", "/state", "").status())
                .isEqualTo(405);
    }
}
