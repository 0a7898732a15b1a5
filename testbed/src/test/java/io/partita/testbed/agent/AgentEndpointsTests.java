package io.partita.testbed.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.HttpService.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
        Set<String> real = shape(Mapper.JSON.readTree(captured(THREE_TASKS, capture + ".json")));
        // Attributes and what only a framework of another kind has are not in that situation.
        real.removeIf(line -> line.startsWith("/completed_frameworks"));
        Set<String> ours = shape(Mapper.JSON.readTree(answer.text()));
        ours.removeIf(line -> line.startsWith("/attributes/")
                || line.contains("/completed_executors")
                || line.startsWith("/flags/attributes")
                || line.startsWith("/completed_frameworks"));
        assertThat(ours).containsExactlyInAnyOrderElementsOf(without(real, "/completed_executors"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/slave(1)/health"})
    void isHealthyWithoutWords(String path) {
        Response answer = world.sim.get(AgentWorld.AGENT, path);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(captured(THREE_TASKS, "agent_health.headers")).contains("200 OK");
    }

    @Test
    void anAgentWithoutTasksHasNoContainers() {
        world.tasks.live().forEach(task -> task.exit(0));
        world.run(5);
        assertThat(world.text("/containers"))
                .isEqualTo(captured("agent-killed/after-restart", "agent_containers.json"));
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

    private static Set<String> without(Set<String> lines, String part) {
        lines.removeIf(line -> line.contains(part));
        return lines;
    }

    /** Every path to a value, with the value's type; all elements of a list are one. */
    private static Set<String> shape(JsonNode node) {
        Set<String> lines = new TreeSet<>();
        collect("", node, lines);
        return lines;
    }

    private static void collect(String path, JsonNode node, Set<String> lines) {
        if (node.isObject()) {
            node.propertyStream().forEach(entry -> collect(path + "/" + entry.getKey(), entry.getValue(), lines));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "/*", element, lines));
        } else {
            lines.add(path + " " + node.getNodeType());
        }
    }

    private static String captured(String situation, String file) {
        String name = "/captures/mesos-1.6.2/" + situation + "/" + file;
        try (InputStream in = Objects.requireNonNull(AgentEndpointsTests.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
