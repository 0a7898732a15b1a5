package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorTests {

    @TempDir
    private Path directory;

    private MasterWorld world;
    private FakeAgent agent;
    private FakeFramework framework;
    private String id;

    @BeforeEach
    void world() {
        world = MasterWorld.ready(directory, 3);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 60, "PARTITION_AWARE"));
        world.launch(framework, agent, "one");
        id = agent.disk().id;
    }

    private Response call(int master, String type, String agentId) {
        return world.call(master, body(type, agentId));
    }

    private static String body(String type, String agentId) {
        return "{\"type\":\"%s\",\"%s\":{\"agent_id\":{\"value\":\"%s\"}}}"
                .formatted(type, type.toLowerCase(Locale.ROOT), agentId);
    }

    @Test
    void aGoneAgentIsShutDownAndRefusedByTheNextLeaderToo() {
        FakeAgent.Disk disk = new FakeAgent.Disk();
        disk.id = id;
        assertThat(call(1, "MARK_AGENT_GONE", id).status()).isEqualTo(200);
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_GONE_BY_OPERATOR);
        world.sim().kill(MasterWorld.master(1));
        world.run("15s");
        FakeAgent again = world.startAgent(1, disk);
        world.run("5s");
        assertThat(again.shutdowns()).containsExactly("Agent has been marked gone");
    }

    @Test
    void aDrainedAgentIsEmptiedAndGetsNoOffersUntilItIsReactivated() {
        assertThat(call(1, "DRAIN_AGENT", id).status()).isEqualTo(200);
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLED);
        assertThat(framework.statuses().get(1).reason()).isEqualTo("REASON_SLAVE_DRAINING");
        assertThat(world.call(1, "{\"type\":\"GET_AGENTS\"}").text()).contains("\"state\":\"DRAINED\"");
        framework.decline();
        framework.everOffered().clear();
        world.run("5s");
        assertThat(framework.everOffered()).isEmpty();
        call(1, "REACTIVATE_AGENT", id);
        world.run("3s");
        assertThat(framework.everOffered()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DRAIN_AGENT", "DEACTIVATE_AGENT"})
    void whatIsOnOfferOfAnAgentThatIsToGetNoTasksIsWithdrawn(String type) {
        Offer offer = world.offer(framework, agent);
        call(1, type, id);
        world.run("1s");
        framework.launch(offer, "two");
        world.run("1s");
        assertThat(framework.states("two")).containsExactly(TaskState.TASK_DROPPED);
    }

    @Test
    void whoIsReactivatedWhileItIsFoundEmptyIsNotDrainedAfterThat() {
        agent.report("one", TaskState.TASK_FINISHED);
        world.run("1s");
        world.sim().ask(MasterWorld.master(1), "POST", "/api/v1", body("DRAIN_AGENT", id));
        world.sim().ask(MasterWorld.master(1), "POST", "/api/v1", body("REACTIVATE_AGENT", id));
        world.run("2s");
        assertThat(world.state(1).path("activated_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void aDeactivatedAgentKeepsItsTasksAndStaysDeactivatedAcrossAFailover() {
        call(1, "DEACTIVATE_AGENT", id);
        world.sim().kill(MasterWorld.master(1));
        world.run("20s");
        assertThat(agent.isRegistered()).isTrue();
        assertThat(world.state(2).path("activated_slaves").asInt()).isZero();
        assertThat(agent.killed()).isEmpty();
    }

    @Test
    void unknownAgentsAndCallsAndWrongRequestsAreRefused() {
        assertThat(call(1, "DRAIN_AGENT", "none").status()).isEqualTo(404);
        assertThat(world.call(1, "{\"type\":\"NONE\"}").status()).isEqualTo(400);
        assertThat(world.call(1, "not json").status()).isEqualTo(400);
        assertThat(world.sim().get(MasterWorld.master(1), "/api/v1").status()).isEqualTo(405);
        assertThat(world.sim().get(MasterWorld.master(1), "/nowhere").status()).isEqualTo(404);
    }
}
