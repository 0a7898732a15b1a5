package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Answer;
import io.partita.testbed.contract.Differences;
import io.partita.testbed.contract.Exchange;
import io.partita.testbed.contract.Recordings;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.UnregisterFramework;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The answers look like those that a real Mesos 1.6.2 gave in the like situation.
 */
class ShapeTests {

    private static final String LIVING = "single-1master-1agent-3tasks";
    private static final String UNREACHABLE = "agent-killed/plus15s-unreachable";

    @TempDir
    private Path directory;

    private MasterWorld world;

    /** A framework with three tasks, and one that is over. */
    @BeforeEach
    void begin() {
        world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework over = world.readyFramework(
                1, framework("mesos-execute instance", 0, false, "RESERVATION_REFINEMENT", "PARTITION_AWARE"));
        world.launch(over, agent, "hello", "other");
        agent.report("hello", TaskState.TASK_FINISHED);
        world.run("1s");
        over.send(new UnregisterFramework(over.id()));
        world.run("1s");
        FakeFramework framework = world.readyFramework(2, framework("mini", 3600, true));
        world.launch(framework, agent, "one", "two", "three");
        framework.decline();
        framework
                .offers()
                .values()
                .forEach(offer ->
                        framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), List.of(), 1000)));
        world.run("100ms");
    }

    private static FrameworkInfo framework(String name, double failoverTimeout, boolean checkpoint, String... can) {
        return new FrameworkInfo(null, name, "root", failoverTimeout, checkpoint, "*", "vm", "", List.of(can));
    }

    private static void compare(String endpoint, String situation, String file, Response ours) {
        Exchange exchange = Exchange.of(endpoint, situation, Recordings.mesos(situation, file), Answer.of(ours));
        assertThat(Differences.known().unknown(exchange))
                .as(exchange.toString())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/master/state, master_state",
        "/state, master_state",
        "/master/state-summary, master_state-summary",
        "/slaves, master_slaves",
        "/frameworks, master_frameworks",
        "/tasks, master_tasks",
        "/roles, master_roles",
        "/version, master_version",
        "/flags, master_flags",
        "/metrics/snapshot, master_metrics_snapshot",
        "/registrar(1)/registry, master_registrar_1__registry",
        "/maintenance/schedule, master_maintenance_schedule",
        "/maintenance/status, master_maintenance_status",
        "/system/stats.json, master_system_stats.json"
    })
    void endpointsHaveTheShapeOfTheRealOnes(String path, String capture) {
        Response response = world.sim().get(MasterWorld.master(1), path);
        compare("master " + path, LIVING, capture, response);
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
        compare("master /api/v1 " + type, LIVING, "v1_" + type, response);
    }

    @ParameterizedTest
    @CsvSource({"/registrar(1)/registry, master_registrar_1__registry", "/slaves, master_slaves"})
    void aLostAgentLooksAsInTheRealAnswers(String path, String capture) {
        world.sim().kill(MasterWorld.agent(1));
        world.run("95s");
        compare("master " + path, UNREACHABLE, capture, world.sim().get(MasterWorld.master(1), path));
        Response agents = world.call(1, "{\"type\":\"GET_AGENTS\"}");
        compare("master /api/v1 GET_AGENTS", UNREACHABLE, "v1_GET_AGENTS", agents);
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
