package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.FrameworkMessage.DeactivateFramework;
import io.partita.testbed.messages.FrameworkMessage.SuppressOffers;
import io.partita.testbed.messages.FrameworkMessage.UnregisterFramework;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class FrameworkTests {

    @TempDir
    private Path directory;

    @Test
    void anotherSchedulerWithTheSameIdReplacesTheOneBefore() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework old = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(old, agent, "one");
        FakeFramework next = world.readyFramework(2, FakeFramework.info(old.id(), 3600));
        world.run("2s");
        assertThat(old.errors()).containsExactly("Framework failed over");
        assertThat(next.id()).isEqualTo(old.id());
        assertThat(world.state(1).at("/frameworks").size()).isEqualTo(1);
        assertThat(agent.killed()).isEmpty();
        agent.report("one", TaskState.TASK_FINISHED);
        world.run("1s");
        assertThat(next.states("one")).containsExactly(TaskState.TASK_FINISHED);
    }

    @Test
    void aFrameworkThatGoesAwayIsKeptForItsFailoverTimeAndRemovedAfterThat() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.framework(1));
        world.run("59s");
        assertThat(world.state(1).at("/frameworks/0/active").asBoolean()).isFalse();
        assertThat(agent.killed()).isEmpty();
        assertThat(world.logged(1, "1mins to failover")).isTrue();
        world.run("2s");
        assertThat(agent.killed()).containsExactly("one");
        assertThat(world.logged(1, "Framework failover timeout, removing framework"))
                .isTrue();
        assertThat(world.state(1)
                        .at("/completed_frameworks/0/completed_tasks/0/statuses/1/state")
                        .asString())
                .isEqualTo("TASK_KILLED");
        FakeFramework again = world.startFramework(1, FakeFramework.info(framework.id(), 60));
        world.run("3s");
        assertThat(again.errors()).containsExactly("Framework has been removed");
        assertThat(world.state(1).at("/frameworks").size()).isZero();
    }

    @Test
    void inClassicTheIdOfARemovedFrameworkIsRefusedInOtherWords() {
        MasterWorld world = MasterWorld.ready(directory, 1, "profile", "classic");
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 0));
        world.sim().kill(MasterWorld.framework(1));
        world.run("2s");
        FakeFramework again = world.startFramework(1, FakeFramework.info(framework.id(), 0));
        world.run("3s");
        assertThat(again.errors()).containsExactly("Completed framework attempted to re-register");
    }

    @Test
    void aFrameworkThatComesBackInTimeKeepsItsTasks() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        world.sim().kill(MasterWorld.framework(1));
        world.run("50s");
        world.readyFramework(1, FakeFramework.info(framework.id(), 60));
        world.run("3m");
        assertThat(agent.killed()).isEmpty();
        assertThat(world.state(1).at("/frameworks/0/tasks/0/id").asString()).isEqualTo("one");
    }

    @Test
    void aSilentCutIsNotNoticedBecauseFrameworksAreNotPinged() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        world.readyFramework(1, FakeFramework.info(null, 60));
        world.sim().isolate(MasterWorld.framework(1).host());
        world.run("10m");
        assertThat(world.state(1).at("/frameworks/0/active").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "B22, 0"})
    void withB22ADisconnectedFrameworkIsRemovedAtOnce(String bugs, int left) {
        MasterWorld world = MasterWorld.ready(directory, 1, "bugs", bugs);
        world.readyFramework(1, FakeFramework.info(null, 3600));
        world.sim().kill(MasterWorld.framework(1));
        world.run("1s");
        assertThat(world.state(1).at("/frameworks").size()).isEqualTo(left);
    }

    @Test
    void unregisteringEndsItsTasksOnAllAgents() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        framework.send(new UnregisterFramework(framework.id()));
        world.run("1s");
        assertThat(agent.killed()).containsExactly("one");
        assertThat(world.state(1).at("/completed_frameworks/0/id").asString()).isEqualTo(framework.id());
    }

    @Test
    void tearingDownDoesTheSameAndAnUnknownIdIsAnError() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        assertThat(world.sim()
                        .http(MasterWorld.master(1), "POST", "/teardown", "frameworkId=" + framework.id())
                        .status())
                .isEqualTo(200);
        world.run("1s");
        assertThat(agent.killed()).containsExactly("one");
        assertThat(world.sim()
                        .http(MasterWorld.master(1), "POST", "/teardown", "frameworkId=none")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void aDeactivatedFrameworkGetsNoOffersAndKeepsItsTasks() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.launch(framework, agent, "one");
        framework.send(new DeactivateFramework(framework.id()));
        world.run("1s");
        framework.everOffered().clear();
        world.run("10s");
        assertThat(framework.everOffered()).isEmpty();
        assertThat(agent.killed()).isEmpty();
    }

    @Test
    void whoComesToTheAddressOfOneThatLeftIsMissedAsWellWhenItLeaves() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        for (int count = 0; count < 2; count++) {
            world.readyFramework(1, FakeFramework.info(null, 3600));
            world.sim().kill(MasterWorld.framework(1));
            world.run("2s");
        }
        JsonNode frameworks = world.state(1).at("/frameworks");
        assertThat(frameworks.size()).isEqualTo(2);
        frameworks.forEach(
                framework -> assertThat(framework.path("active").asBoolean()).isFalse());
    }

    @Test
    void aNewSchedulerGetsOffersThoughTheOneBeforeWantedNone() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework old = world.readyFramework(1, FakeFramework.info(null, 3600));
        old.send(new SuppressOffers(old.id()));
        world.run("1s");
        FakeFramework next = world.readyFramework(2, FakeFramework.info(old.id(), 3600));
        assertThat(world.offer(next, agent).hostname()).isEqualTo("a1");
    }

    @Test
    void connectedFrameworksHearTheMastersHeart() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.run("61s");
        assertThat(framework.heartbeats()).isBetween(3, 5);
    }
}
