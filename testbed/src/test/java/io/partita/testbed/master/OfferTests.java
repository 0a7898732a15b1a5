package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.ReviveOffers;
import io.partita.testbed.messages.FrameworkMessage.SuppressOffers;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferTests {

    private static final Resources BIG = new Resources(1.5, 500, 0, List.of(new PortRange(31000, 31000)));

    @TempDir
    private Path directory;

    @Test
    void oneOfferForEachAgentOfAllThatIsFree() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        world.readyAgent(1);
        world.readyAgent(2);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        world.run("5s");
        assertThat(framework.everOffered())
                .hasSize(2)
                .allSatisfy(offer -> assertThat(offer.resources().cpus()).isEqualTo(2));
        assertThat(framework.everOffered()).extracting(Offer::agentId).doesNotHaveDuplicates();
    }

    @Test
    void frameworksThatHoldNothingTakeTurns() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeFramework one = world.readyFramework(1, FakeFramework.info(null, 60));
        FakeFramework two = world.readyFramework(2, FakeFramework.info(null, 60));
        for (int number = 1; number <= 4; number++) {
            world.startAgent(number);
        }
        world.run("10s");
        assertThat(one.offers()).hasSize(2);
        assertThat(two.offers()).hasSize(2);
    }

    @Test
    void whatWasDeclinedIsNotOfferedAgainForTheTimeAskedFor() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        Offer offer = world.offer(framework, agent);
        framework.offers().clear();
        framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), List.of(), 20));
        world.run("19s");
        assertThat(framework.offers()).isEmpty();
        world.run("3s");
        assertThat(framework.offers()).hasSize(1);
    }

    @Test
    void revivingForgetsWhatWasDeclinedAndSuppressingStopsOffers() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        Offer offer = world.offer(framework, agent);
        framework.offers().clear();
        framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), List.of(), 1000));
        framework.send(new ReviveOffers(framework.id()));
        Offer again = world.offer(framework, agent);
        framework.offers().clear();
        framework.send(new SuppressOffers(framework.id()));
        framework.send(new AcceptOffers(framework.id(), List.of(again.id()), List.of(), 0));
        world.run("10s");
        assertThat(framework.offers()).isEmpty();
        framework.send(new ReviveOffers(framework.id()));
        world.run("2s");
        assertThat(framework.offers()).hasSize(1);
    }

    @Test
    void anOfferThatIsNotAnsweredInTimeIsRescinded() {
        MasterWorld world = MasterWorld.ready(directory, 1, "offer.timeout", "10s");
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        Offer offer = world.offer(framework, agent);
        world.run("12s");
        assertThat(framework.offers()).doesNotContainKey(offer.id()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"'', TASK_LOST", "PARTITION_AWARE, TASK_DROPPED"})
    void aLaunchOnAnOfferThatIsGoneIsLostOrDropped(String capability, TaskState state) {
        MasterWorld world = MasterWorld.ready(directory, 1, "offer.timeout", "5s");
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60, capability));
        Offer offer = world.offer(framework, agent);
        world.run("6s");
        framework.launch(offer, "one");
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(state);
        assertThat(framework.statuses().get(0).reason()).isEqualTo("REASON_INVALID_OFFERS");
        assertThat(agent.disk().tasks).isEmpty();
    }

    @Test
    void withB18ALaunchOnAnOfferThatIsGoneIsAccepted() {
        MasterWorld world = MasterWorld.ready(directory, 1, "offer.timeout", "5s", "bugs", "B18");
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        Offer offer = world.offer(framework, agent);
        world.run("6s");
        framework.launch(offer, "one");
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
    }

    @ParameterizedTest
    @CsvSource({"'', 1", "B18, 2"})
    void anAgentIsOnOfferToOneFrameworkAtATimeExceptWithB18(String bugs, int holders) {
        MasterWorld world = MasterWorld.ready(directory, 1, "bugs", bugs);
        FakeFramework one = world.readyFramework(1, FakeFramework.info(null, 60));
        FakeFramework two = world.readyFramework(2, FakeFramework.info(null, 60));
        world.readyAgent(1);
        world.run("5s");
        assertThat(one.offers().size() + two.offers().size()).isEqualTo(holders);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "B19, true"})
    void whatIsUsedIsNotOfferedAgainExceptWithB19(String bugs, boolean again) {
        MasterWorld world = MasterWorld.ready(directory, 1, "bugs", bugs);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        framework.launch(world.offer(framework, agent), BIG, "one");
        world.run("2s");
        Offer offer = world.offer(framework, agent);
        assertThat(offer.resources().cpus()).isEqualTo(again ? 2 : 0.5);
        framework.launch(offer, BIG, "two");
        world.run("2s");
        assertThat(framework.states("two")).containsExactly(again ? TaskState.TASK_RUNNING : TaskState.TASK_ERROR);
    }

    @Test
    void aTaskThatWantsMoreThanIsLeftOrHasAnIdInUseIsAnError() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        framework.launch(world.offer(framework, agent), BIG, "one", "two");
        world.run("2s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING);
        assertThat(framework.states("two")).containsExactly(TaskState.TASK_ERROR);
        framework.launch(world.offer(framework, agent), "one");
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_ERROR);
        assertThat(world.state(1).at("/frameworks/0/tasks").size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "a/b", "a\\b", "a\0b"})
    void aTaskWhoseIdCannotNameADirectoryIsAnError(String id) {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        framework.launch(world.offer(framework, agent), id);
        world.run("1s");
        assertThat(framework.states(id)).containsExactly(TaskState.TASK_ERROR);
        assertThat(agent.disk().tasks).isEmpty();
    }

    @Test
    void resourcesOfAnEndedTaskAreOfferedAgainAndTheTaskIsRemembered() {
        MasterWorld world = MasterWorld.ready(directory, 1);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 60));
        framework.launch(world.offer(framework, agent), BIG, "one");
        world.run("1s");
        framework.kill("one");
        world.run("1s");
        assertThat(framework.states("one")).containsExactly(TaskState.TASK_RUNNING, TaskState.TASK_KILLED);
        assertThat(world.state(1).at("/frameworks/0/completed_tasks/0/id").asString())
                .isEqualTo("one");
        assertThat(world.state(1).at("/frameworks/0/tasks").size()).isZero();
        assertThat(agent.disk().tasks).as("the agent has the acknowledgement").isEmpty();
        framework
                .offers()
                .values()
                .forEach(offer -> framework.send(new AcceptOffers(framework.id(), List.of(offer.id()), List.of(), 0)));
        framework.offers().clear();
        world.run("2s");
        assertThat(world.offer(framework, agent).resources().cpus()).isEqualTo(2);
    }
}
