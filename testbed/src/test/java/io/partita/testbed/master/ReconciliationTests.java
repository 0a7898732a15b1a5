package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReconciliationTests {

    @TempDir
    private Path directory;

    private MasterWorld world;
    private FakeAgent agent;
    private FakeFramework framework;

    private void begin(String profile, String capability) {
        world = MasterWorld.ready(directory, 1, "profile", profile);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600, capability));
        world.launch(framework, agent, "one");
        framework.statuses().clear();
    }

    private TaskState answer(String task, String agentId) {
        framework.statuses().clear();
        framework.reconcile(new TaskRef(task, agentId));
        world.run("100ms");
        assertThat(framework.statuses()).hasSize(1);
        assertThat(framework.statuses().get(0).reason()).isEqualTo("REASON_RECONCILIATION");
        assertThat(framework.statuses().get(0).uuid())
                .as("needs no acknowledgement")
                .isNull();
        return framework.statuses().get(0).state();
    }

    @Test
    void askedForAllItTellsOfEveryTaskThatLives() {
        begin("modern", "");
        world.launch(framework, agent, "two", "three");
        framework.kill("three");
        world.run("1s");
        framework.statuses().clear();
        framework.reconcile();
        world.run("100ms");
        assertThat(framework.statuses())
                .extracting(status -> status.taskId() + " " + status.state())
                .containsExactlyInAnyOrder("one TASK_RUNNING", "two TASK_RUNNING");
    }

    @ParameterizedTest
    @CsvSource({
        "modern, PARTITION_AWARE, TASK_GONE, TASK_UNKNOWN",
        "modern, '', TASK_LOST, TASK_LOST",
        "pa, PARTITION_AWARE, TASK_GONE, TASK_UNKNOWN",
        "legacy1, PARTITION_AWARE, TASK_LOST, TASK_LOST",
        "classic, '', TASK_LOST, TASK_LOST"
    })
    void askedForOneItAnswersByWhatItKnowsOfTheAgent(
            String profile, String capability, TaskState unknownTask, TaskState unknownAgent) {
        begin(profile, capability);
        assertThat(answer("one", agent.disk().id)).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(answer("one", null)).isEqualTo(TaskState.TASK_RUNNING);
        assertThat(answer("other", agent.disk().id)).isEqualTo(unknownTask);
        assertThat(answer("other", "no-such-agent")).isEqualTo(unknownAgent);
        assertThat(answer("other", null)).isEqualTo(unknownAgent);
    }

    @ParameterizedTest
    @CsvSource({"PARTITION_AWARE, TASK_UNREACHABLE", "'', TASK_LOST"})
    void tasksOfUnreachableAgentsAreUnreachableOrLost(String capability, TaskState state) {
        begin("modern", capability);
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
        assertThat(answer("one", agent.disk().id)).isEqualTo(state);
        assertThat(answer("other", agent.disk().id)).isEqualTo(state);
    }

    @Test
    void tasksOfAnAgentMarkedGoneAreGoneByOperator() {
        begin("modern", "PARTITION_AWARE");
        String id = agent.disk().id;
        world.call(1, "{\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":{\"value\":\"" + id + "\"}}}");
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_GONE_BY_OPERATOR);
        assertThat(agent.shutdowns()).containsExactly("Agent has been marked gone");
        assertThat(answer("one", id)).isEqualTo(TaskState.TASK_GONE_BY_OPERATOR);
    }

    @Test
    void killingAnUnknownTaskIsAnsweredAsReconciliation() {
        begin("modern", "PARTITION_AWARE");
        framework.kill("other");
        world.run("100ms");
        assertThat(framework.states("other")).containsExactly(TaskState.TASK_UNKNOWN);
    }
}
