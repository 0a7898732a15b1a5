package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One leader follows another. */
class FailoverTests {

    @TempDir
    private Path directory;

    private MasterWorld world;
    private FakeAgent agent;
    private FakeFramework framework;

    private void failover(String... options) {
        world = MasterWorld.ready(directory, 3, options);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.master(1));
        world.run("12s");
        assertThat(world.logged(2, "Successfully recovered registrar")).isTrue();
    }

    private void failoverWithoutTheAgent(String... options) {
        world = MasterWorld.ready(directory, 3, options);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.agent(1));
        world.sim().kill(MasterWorld.master(1));
        world.run("14s");
        assertThat(world.logged(2, "Successfully recovered registrar")).isTrue();
    }

    @Test
    void agentsTasksAndFrameworksComeBackUntouched() {
        String[] before = new String[2];
        failover();
        before[0] = agent.disk().id;
        before[1] = framework.id();
        world.run("15s");
        assertThat(world.state(2).at("/slaves/0/id").asString()).isEqualTo(before[0]);
        assertThat(world.state(2).at("/frameworks/0/id").asString()).isEqualTo(before[1]);
        assertThat(world.state(2).at("/frameworks/0/tasks/0/state").asString()).isEqualTo("TASK_RUNNING");
        assertThat(agent.killed()).isEmpty();
        assertThat(framework.errors()).isEmpty();
        assertThat(world.logged(2, "Recovered 1 agents from the registry")).isTrue();
    }

    @Test
    void aMissingAgentIsRecoveredForTenMinutesAndUnreachableAfterThat() {
        failoverWithoutTheAgent();
        assertThat(world.state(2).at("/recovered_slaves/0/id").asString()).isEqualTo(agent.disk().id);
        world.run("9m");
        assertThat(framework.lostAgents()).isEmpty();
        assertThat(world.state(2).path("unreachable_slaves").asInt()).isZero();
        world.run("2m");
        assertThat(framework.lostAgents()).containsExactly(agent.disk().id);
        assertThat(world.state(2).path("unreachable_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void anAgentWhoseReturnIsBeingWrittenWhenTheTimeIsOverHasReturned() {
        failoverWithoutTheAgent("profile", "legacy1", "reregister.timeout", "20s");
        world.sim().cut("10.0.0.12", "10.0.0.13");
        world.startAgent(1, agent.disk());
        world.run("18500ms");
        world.sim().heal();
        world.run("3s");
        assertThat(world.state(2).path("activated_slaves").asInt()).isEqualTo(1);
        assertThat(world.get(2, "/registrar(1)/registry").at("/slaves/slaves").size())
                .isEqualTo(1);
    }

    @Test
    void upToOneZeroAMissingAgentIsForgottenSilentlyAndMayReturn() {
        failoverWithoutTheAgent("profile", "legacy1");
        world.run("11m");
        assertThat(framework.lostAgents()).isEmpty();
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
        FakeAgent again = world.startAgent(1, agent.disk());
        world.run("10s");
        assertThat(again.isRegistered()).isTrue();
    }

    @Test
    void withB07MissingAgentsAreGivenUpAtOnce() {
        failoverWithoutTheAgent("bugs", "B07");
        assertThat(world.state(2).path("unreachable_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void withB06ANewLeaderKnowsNoAgents() {
        failoverWithoutTheAgent("bugs", "B06");
        assertThat(world.state(2).path("recovered_slaves").size()).isZero();
        world.run("11m");
        assertThat(framework.lostAgents()).as("nobody misses it").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0%, false", "40%, false", "50%, true", "100%, true"})
    void aNewLeaderExitsIfMoreAgentsStayAwayThanTheLimitAllows(String limit, boolean lives) {
        world = MasterWorld.ready(directory, 3, "removal.limit", limit);
        world.readyAgent(1);
        world.readyAgent(2);
        world.sim().kill(MasterWorld.agent(1));
        world.sim().kill(MasterWorld.master(1));
        world.run("11m");
        assertThat(world.sim().isAlive(MasterWorld.master(2))).isEqualTo(lives);
        if (!lives) {
            assertThat(world.sim().exitStatus(MasterWorld.master(2))).isEqualTo(1);
            assertThat(world.logged(2, "Post-recovery agent removal limit exceeded!"))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "B20, 2"})
    void explicitReconciliationSaysNothingOfAgentsThatMayComeBackExceptWithB20(String bugs, int statuses) {
        failoverWithoutTheAgent("bugs", bugs);
        world.run("2s");
        framework.reconcile(new TaskRef("one", agent.disk().id));
        world.run("1s");
        assertThat(framework.states("one")).hasSize(statuses);
        if (statuses > 1) {
            assertThat(framework.states("one").get(1)).isIn(TaskState.TASK_UNKNOWN, TaskState.TASK_LOST);
        }
    }

    @Test
    void aFrameworkThatHasNotComeBackIsRecoveredAndNoTimeRunsForIt() {
        world = MasterWorld.ready(directory, 3);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.framework(1));
        world.sim().kill(MasterWorld.master(1));
        world.run("5m");
        assertThat(world.state(2).at("/frameworks/0/recovered").asBoolean()).isTrue();
        assertThat(world.state(2).at("/frameworks/0/connected").asBoolean()).isFalse();
        assertThat(agent.killed()).isEmpty();
    }

    @Test
    void inClassicItsTasksAreOrphans() {
        world = MasterWorld.ready(directory, 3, "profile", "classic");
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.framework(1));
        world.sim().kill(MasterWorld.master(1));
        world.run("20s");
        assertThat(world.state(2).at("/frameworks").size()).isZero();
        assertThat(world.state(2).at("/orphan_tasks/0/id").asString()).isEqualTo("one");
    }

    @Test
    void aFreshLeaderDropsMessagesUntilItHasTheRegistry() {
        world = MasterWorld.start(directory, 1, 3);
        world.awaitLeader();
        world.sim().cut("10.0.0.12", "10.0.0.13");
        world.sim().kill(MasterWorld.master(1));
        world.run("14s");
        world.startAgent(1);
        world.run("5s");
        assertThat(world.logged(2, "message since not recovered yet")).isTrue();
        assertThat(world.state(2).path("slaves").size()).isZero();
        assertThat(world.call(2, "{\"type\":\"GET_STATE\"}").status()).isEqualTo(503);
        assertThat(world.call(2, "{\"type\":\"GET_STATE\"}").text()).isEqualTo("Master has not finished recovery");
    }
}
