package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentWatchTests {

    @TempDir
    private Path directory;

    private static int unreachable(MasterWorld world) {
        return world.state(1).path("unreachable_slaves").asInt();
    }

    private static int activated(MasterWorld world) {
        return world.state(1).path("activated_slaves").asInt();
    }

    private Duration lossAfterCut(MasterWorld world, Duration moment) {
        FakeAgent agent = world.readyAgent(1);
        world.sim().run(moment);
        world.sim().isolate(MasterWorld.agent(1).host());
        return world.sim()
                .runUntil(
                        "the agent is lost",
                        MasterWorld.LONG,
                        () -> world.logged(1, "Marked agent " + agent.disk().id));
    }

    @Test
    void anAgentCutOffAtAnyMomentIsLostBetweenNAndNPlusOneTimesT() {
        Duration least = Duration.ofHours(1);
        Duration most = Duration.ZERO;
        for (int seed = 1; seed <= 60; seed++) {
            MasterWorld world = MasterWorld.start(directory, seed, 1);
            world.awaitLeader();
            Duration taken = lossAfterCut(world, Duration.ofMillis(seed * 251L));
            assertThat(taken)
                    .as("seed %d", seed)
                    .isBetween(Duration.ofSeconds(75), Duration.ofSeconds(90).plusMillis(50));
            least = taken.compareTo(least) < 0 ? taken : least;
            most = taken.compareTo(most) > 0 ? taken : most;
        }
        assertThat(least).as("the whole window is used").isLessThan(Duration.ofSeconds(78));
        assertThat(most).isGreaterThan(Duration.ofSeconds(87));
    }

    @Test
    void otherSettingsGiveAnotherWindow() {
        MasterWorld world = MasterWorld.ready(directory, 1, "ping.timeout", "2s", "ping.max", "3");
        assertThat(lossAfterCut(world, Duration.ofMillis(700)))
                .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(8).plusMillis(50));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 74})
    void aBlipShorterThanTheTimeoutChangesNothing(int seconds) {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one");
        for (int round = 0; round < 3; round++) {
            world.sim().isolate(MasterWorld.agent(1).host());
            world.sim().run(Duration.ofSeconds(seconds));
            world.sim().heal();
            world.run("20s");
        }
        assertThat(unreachable(world)).isZero();
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
    }

    @Test
    void withB08BlipsAddUpUntilAnAgentIsLost() {
        MasterWorld world = MasterWorld.ready(directory, 1, "bugs", "B08");
        FakeAgent agent = world.readyAgent(1);
        for (int round = 0; round < 4; round++) {
            world.sim().isolate(MasterWorld.agent(1).host());
            world.run("55s");
            world.sim().heal();
            world.run("20s");
        }
        assertThat(world.logged(1, "Marked agent " + agent.disk().id)).isTrue();
    }

    @Test
    void withB09AnAgentIsLostTooEarly() {
        MasterWorld world = MasterWorld.ready(directory, 1, "bugs", "B09");
        assertThat(lossAfterCut(world, Duration.ofSeconds(3))).isLessThan(Duration.ofSeconds(46));
    }

    @Test
    void anAgentThatDiesIsDeactivatedAtOnceAndItsTasksWait() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one");
        world.run("3s");
        assertThat(framework.offers()).isNotEmpty();
        world.sim().kill(MasterWorld.agent(1));
        world.run("1s");
        assertThat(activated(world)).isZero();
        assertThat(world.state(1).path("deactivated_slaves").asInt()).isEqualTo(1);
        assertThat(framework.offers()).as("offers are rescinded").isEmpty();
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
        world.run("95s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_LOST);
        assertThat(framework.statuses().get(1).reason()).isEqualTo("REASON_SLAVE_REMOVED");
        assertThat(framework.statuses().get(1).message()).isEqualTo("health check timed out");
        assertThat(framework.lostAgents()).containsExactly(agent.disk().id);
    }

    @Test
    void tasksWithoutCheckpointAreLostWithTheConnection() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(
                1,
                new io.partita.testbed.messages.FrameworkInfo(
                        null, "fake", "root", 60, false, "*", "n9", "", java.util.List.of()));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.agent(1));
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_LOST);
        assertThat(framework.statuses().get(1).reason()).isEqualTo("REASON_SLAVE_DISCONNECTED");
    }

    @Test
    void aPartitionAwareFrameworkHearsUnreachableAndTheTaskComesBack() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 3600, "PARTITION_AWARE"));
        world.launch(framework, agent, "one");
        world.sim().isolate(MasterWorld.agent(1).host());
        world.run("95s");
        assertThat(world.state(1).at("/frameworks/0/unreachable_tasks/0/id").asString())
                .isEqualTo("one");
        world.sim().heal();
        world.run("20s");
        assertThat(framework.states("one"))
                .containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_UNREACHABLE, TaskState.TASK_RUNNING);
        assertThat(framework.statuses().get(2).reason()).isEqualTo("REASON_SLAVE_REREGISTERED");
        assertThat(agent.killed()).isEmpty();
        assertThat(unreachable(world)).isZero();
    }

    @Test
    void aDisconnectedAgentThatAnswersPingsButDoesNotRegisterIsGivenUpAfterTenMinutes() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        world.sim().kill(MasterWorld.agent(1));
        world.run("1s");
        // Something at its address answers pings, and never registers.
        world.sim().start("mute", MasterWorld.agent(1), platform -> new Mute(platform, agent.disk().id));
        world.run("9m");
        assertThat(unreachable(world)).isZero();
        world.run("61s");
        assertThat(unreachable(world)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"'', 30", "B39, 0"})
    void aRateLimitSpacesRemovalsUnlessB39IgnoresIt(String bugs, int leastSpacing) {
        MasterWorld world = MasterWorld.ready(directory, 1, "removal.rate", "1/30s", "bugs", bugs);
        for (int number = 1; number <= 3; number++) {
            world.readyAgent(number);
        }
        for (int number = 1; number <= 3; number++) {
            world.sim().isolate(MasterWorld.agent(number).host());
        }
        long[] at = new long[4];
        for (int count = 1; count <= 3; count++) {
            int wanted = count;
            world.sim()
                    .runUntil(
                            "loss " + count,
                            Duration.ofMinutes(5),
                            () -> world.sim().log(MasterWorld.master(1)).stream()
                                            .filter(line -> line.contains("Marked agent"))
                                            .count()
                                    >= wanted);
            at[count] = world.sim().nanos();
        }
        Duration spacing = Duration.ofNanos(at[3] - at[2]);
        if (leastSpacing > 0) {
            assertThat(spacing).isGreaterThanOrEqualTo(Duration.ofSeconds(29));
        } else {
            assertThat(spacing).isLessThan(Duration.ofSeconds(16));
        }
    }

    @Test
    void theRateLimitsTheRemovalOfAgentsThatDoNotRegisterAgainAsWell() {
        MasterWorld world = MasterWorld.ready(directory, 1, "removal.rate", "1/5m");
        for (int number = 1; number <= 2; number++) {
            String id = world.readyAgent(number).disk().id;
            world.sim().kill(MasterWorld.agent(number));
            world.run("1s");
            world.sim().start("mute", MasterWorld.agent(number), platform -> new Mute(platform, id));
        }
        world.run("11m");
        assertThat(unreachable(world)).isEqualTo(1);
        world.run("5m");
        assertThat(unreachable(world)).isEqualTo(2);
    }

    @Test
    void aPongLetsAnAgentOffThatWaitsForItsTurnToBeRemoved() {
        MasterWorld world = MasterWorld.ready(directory, 1, "removal.rate", "1/5m");
        FakeAgent one = world.readyAgent(1);
        FakeAgent two = world.readyAgent(2);
        world.sim().isolate(MasterWorld.agent(1).host());
        world.sim().isolate(MasterWorld.agent(2).host());
        world.run("95s");
        world.sim().heal();
        world.run("20s");
        long lost = world.sim().log(MasterWorld.master(1)).stream()
                .filter(line -> line.contains("Marked agent"))
                .count();
        assertThat(lost).isEqualTo(1);
        assertThat(world.logged(1, "to UNREACHABLE because a pong was received!"))
                .isTrue();
        assertThat(one.isRegistered() && two.isRegistered()).isTrue();
    }
}
