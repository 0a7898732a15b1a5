package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.UnregisterFramework;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.view.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * The answers have the keys and types of those that a real Mesos 1.6.2 gave in the like situation. A shape is the set of
 * paths with the type at each, where list items are merged into one.
 */
class ShapeTests {

    private static final String LIVING = "single-1master-1agent-3tasks/";
    private static final String UNREACHABLE = "agent-killed/plus15s-unreachable/";

    /** What may differ, as the end of a path, and why. */
    private static final Map<String, String> ALLOWED = Map.ofEntries(
            Map.entry("/reregistered_time number", "ours saw a second scheduler or agent process"),
            Map.entry("/framework_info/role string", "one of the real frameworks named the default role"),
            Map.entry(
                    "/framework_info/webui_url string",
                    "the real framework had no page, so the operator API left it out"),
            Map.entry("/statuses/[]/message string", "only some updates carry a message"),
            Map.entry("/unreachable_time object", "not kept in statuses"),
            Map.entry("/unreachable_time/nanoseconds number", "not kept in statuses"),
            Map.entry("/capabilities/[] string", "the pretended framework has none"),
            Map.entry("/capabilities array", "the pretended framework has none"),
            Map.entry("/capabilities/[] object", "the pretended framework has none"),
            Map.entry("/capabilities/[]/type string", "the pretended framework has none"));

    @TempDir
    private Path directory;

    private MasterWorld world;

    /** A framework with three tasks, and one that is over. */
    @BeforeEach
    void begin() {
        world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework over = world.readyFramework(1, FakeFramework.info(null, 0));
        world.launch(over, agent, "hello", "other");
        agent.report("hello", TaskState.TASK_FINISHED);
        world.run("1s");
        over.send(new UnregisterFramework(over.id()));
        world.run("1s");
        FakeFramework framework = world.readyFramework(2, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one", "two", "three");
        framework.decline();
        framework
                .offers()
                .values()
                .forEach(offer ->
                        framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), List.of(), 1000)));
        world.run("100ms");
    }

    private static JsonNode captured(String name) {
        try (InputStream in = ShapeTests.class.getResourceAsStream("/captures/mesos-1.6.2/" + name)) {
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> shape(JsonNode json) {
        Set<String> paths = new TreeSet<>();
        collect(json, "", paths);
        paths.removeIf(path -> ALLOWED.keySet().stream().anyMatch(path::endsWith));
        return paths;
    }

    private static void collect(JsonNode json, String path, Set<String> paths) {
        if (json.isObject()) {
            paths.add(path + " object");
            json.properties().forEach(entry -> collect(entry.getValue(), path + "/" + entry.getKey(), paths));
        } else if (json.isArray()) {
            paths.add(path + " array");
            json.forEach(item -> collect(item, path + "/[]", paths));
        } else {
            paths.add(path + " " + json.getNodeType().name().toLowerCase(Locale.ROOT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/master/state, master_state.json",
        "/state, master_state.json",
        "/master/state-summary, master_state-summary.json",
        "/slaves, master_slaves.json",
        "/frameworks, master_frameworks.json",
        "/tasks, master_tasks.json",
        "/roles, master_roles.json",
        "/version, master_version.json",
        "/flags, master_flags.json",
        "/metrics/snapshot, master_metrics_snapshot.json",
        "/registrar(1)/registry, master_registrar_1__registry.json",
        "/maintenance/schedule, master_maintenance_schedule.json",
        "/maintenance/status, master_maintenance_status.json",
        "/system/stats.json, master_system_stats.json.json"
    })
    void endpointsHaveTheShapeOfTheRealOnes(String path, String capture) {
        Response response = world.sim().get(MasterWorld.master(1), path);
        assertThat(response.headers()).containsEntry("Content-Type", "application/json");
        assertThat(shape(Json.read(response.text()))).isEqualTo(shape(captured(LIVING + capture)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET_AGENTS",
        "GET_FLAGS",
        "GET_FRAMEWORKS",
        "GET_HEALTH",
        "GET_MASTER",
        "GET_ROLES",
        "GET_STATE",
        "GET_TASKS",
        "GET_VERSION"
    })
    void operatorCallsHaveTheShapeOfTheRealOnes(String type) {
        Response response = world.call(1, "{\"type\":\"" + type + "\"}");
        assertThat(response.headers()).containsEntry("Content-Type", "application/json");
        assertThat(shape(Json.read(response.text()))).isEqualTo(shape(captured(LIVING + "v1_" + type + ".json")));
    }

    @ParameterizedTest
    @CsvSource({"/registrar(1)/registry, master_registrar_1__registry.json", "/slaves, master_slaves.json"})
    void aLostAgentLooksAsInTheRealAnswers(String path, String capture) {
        world.sim().kill(MasterWorld.agent(1));
        world.run("95s");
        assertThat(shape(world.get(1, path))).isEqualTo(shape(captured(UNREACHABLE + capture)));
        JsonNode agents = Json.read(world.call(1, "{\"type\":\"GET_AGENTS\"}").text());
        assertThat(shape(agents)).isEqualTo(shape(captured(UNREACHABLE + "v1_GET_AGENTS.json")));
    }

    @Test
    void floatingPointAndWholeNumbersAreToldApartAsInTheRealState() {
        String text = world.sim().get(MasterWorld.master(1), "/state").text();
        assertThat(text).contains("\"activated_slaves\":1.0", "\"cpus\":2.0", "\"port\":5050", "refs\\/heads\\/");
        assertThat(text).doesNotContain("E9");
    }

    @Test
    void healthHasNoBodyAndNoType() {
        Response response = world.sim().get(MasterWorld.master(1), "/health");
        assertThat(response.headers()).isEmpty();
        assertThat(response.body()).isEmpty();
    }
}
