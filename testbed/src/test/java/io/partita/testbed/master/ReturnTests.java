package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an agent that was lost, and of its tasks, when it comes back: by release. */
class ReturnTests {

    @TempDir
    private Path directory;

    private MasterWorld world;
    private FakeAgent agent;
    private FakeFramework framework;

    private void lose(String profile, String bugs, String... capabilities) {
        world = MasterWorld.ready(directory, 3, "profile", profile, "bugs", bugs);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600, capabilities));
        world.launch(framework, agent, "one");
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
    }

    private void heal() {
        world.sim().heal();
        world.run("20s");
    }

    @ParameterizedTest
    @CsvSource({
        "classic, Shutting down slave, with message 'health check timed out'",
        "legacy1, Shutting down agent, due to health check timeout"
    })
    void upToOneZeroALostAgentIsShutDownWhenItReturns(String profile, String begin, String end) {
        lose(profile, "");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_LOST);
        assertThat(world.sim().log(MasterWorld.master(1))).anyMatch(line -> line.contains(begin) && line.endsWith(end));
        heal();
        // Whichever comes first: the late message, or the refusal of its registration.
        assertThat(agent.shutdowns())
                .hasSize(1)
                .first()
                .asString()
                .containsAnyOf("health check timed out", "attempted to re-register after removal");
        assertThat(world.sim().isAlive(MasterWorld.agent(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"classic, Slave", "legacy1, Agent"})
    void upToOneZeroAReregistrationAfterRemovalIsRefused(String profile, String word) {
        lose(profile, "");
        // Its connection is gone, and with it the message to shut down; so it comes back as a new process.
        FakeAgent.Disk disk = agent.disk();
        world.sim().kill(MasterWorld.agent(1));
        world.sim().heal();
        FakeAgent again = world.startAgent(1, disk);
        world.run("20s");
        assertThat(again.shutdowns()).containsExactly(word + " attempted to re-register after removal");
        assertThat(world.logged(1, "attempted to re-register after removal; shutting it down"))
                .isTrue();
    }

    @Test
    void fromOneOneToOneFourOnlyTasksOfPartitionAwareFrameworksSurvive() {
        lose("pa", "");
        framework.decline();
        FakeFramework aware = world.readyFramework(2, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        heal();
        assertThat(agent.killed()).containsExactly("one");
        assertThat(agent.isRegistered()).isTrue();
        assertThat(world.logged(1, "because the framework is not partition-aware"))
                .isTrue();
        world.launch(aware, agent, "two");
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
        heal();
        assertThat(agent.killed()).containsExactly("one");
        assertThat(aware.states("two"))
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_UNREACHABLE, TaskState.TASK_RUNNING);
    }

    @Test
    void fromOneFiveOnNothingIsKilledAndLostTasksRunAgain() {
        lose("modern", "");
        heal();
        assertThat(agent.killed()).isEmpty();
        assertThat(framework.states("one"))
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_LOST, TaskState.TASK_RUNNING);
        assertThat(world.state(1).at("/frameworks/0/tasks/0/state").asString()).isEqualTo("TASK_RUNNING");
        assertThat(world.state(1).at("/slaves/0/id").asString()).isEqualTo(agent.disk().id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa", "modern"})
    void afterAFailoverOfTheMasterALostAgentIsWelcomeAndNothingIsKilled(String profile) {
        lose(profile, "");
        FakeAgent.Disk disk = agent.disk();
        world.sim().kill(MasterWorld.agent(1));
        world.sim().kill(MasterWorld.master(1));
        world.run("15s");
        world.sim().heal();
        FakeAgent again = world.startAgent(1, disk);
        world.run("20s");
        assertThat(again.isRegistered()).isTrue();
        assertThat(again.killed()).isEmpty();
        assertThat(again.shutdowns()).isEmpty();
        assertThat(world.state(2).at("/frameworks/0/tasks/0/id").asString()).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"legacy1", "modern"})
    void withB10ALostAgentIsAdmittedSilentlyAndItsTasksRunOnUnknown(String profile) {
        lose(profile, "B10");
        FakeAgent.Disk disk = agent.disk();
        world.sim().kill(MasterWorld.agent(1));
        world.sim().heal();
        FakeAgent again = world.startAgent(1, disk);
        world.run("20s");
        assertThat(again.isRegistered()).isTrue();
        assertThat(again.disk().tasks).containsKey("one");
        assertThat(world.state(1).at("/frameworks/0/tasks").size()).isZero();
    }

    @Test
    void withB21TheUnawareHearOfUnreachableTasksAndTasksOfTheAwareAreKilledOnReturn() {
        lose("modern", "B21");
        assertThat(framework.states("one")).endsWith(TaskState.TASK_UNREACHABLE);
        framework.decline();
        FakeFramework aware = world.readyFramework(2, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        heal();
        world.launch(aware, agent, "two");
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
        heal();
        assertThat(agent.killed()).containsExactly("two");
    }

    @Test
    void anAgentThatRestartsInTimeKeepsItsIdAndItsTasks() {
        world = MasterWorld.ready(directory, 1);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one");
        String id = agent.disk().id;
        world.sim().kill(MasterWorld.agent(1));
        world.run("30s");
        FakeAgent again = world.startAgent(1, agent.disk());
        world.run("10s");
        assertThat(again.isRegistered()).isTrue();
        assertThat(world.state(1).at("/slaves/0/id").asString()).isEqualTo(id);
        assertThat(world.state(1).at("/slaves/0/active").asBoolean()).isTrue();
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
        world.run("100s");
        assertThat(world.state(1).path("activated_slaves").asInt()).isEqualTo(1);
    }

    @Test
    void aReturningAgentIsToldOfTasksItDoesNotKnowAndOfKillsThatWereWanted() {
        world = MasterWorld.ready(directory, 1);
        agent = world.readyAgent(1);
        framework = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one", "two");
        FakeAgent.Disk disk = agent.disk();
        world.sim().kill(MasterWorld.agent(1));
        world.run("5s");
        framework.kill("one");
        world.run("1s");
        disk.tasks.remove("two");
        FakeAgent again = world.startAgent(1, disk);
        world.run("10s");
        assertThat(again.unknownTasks()).containsExactly("two");
        assertThat(again.killed()).containsExactly("one");
    }
}
