package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A leader and its majority of masters. */
class QuorumTests {

    @TempDir
    private Path directory;

    private MasterWorld world;

    private void loseQuorum(String... options) {
        world = MasterWorld.ready(directory, 3, options);
        world.readyAgent(1);
        world.sim().kill(MasterWorld.master(2));
        world.sim().kill(MasterWorld.master(3));
        world.run("2m");
    }

    @ParameterizedTest
    @CsvSource({"classic, 5, 5secs", "modern, 20, 20secs"})
    void aLeaderWithoutQuorumLooksWellUntilItHasToWriteAndAbortsThen(String profile, int seconds, String words) {
        loseQuorum("profile", profile);
        assertThat(world.leaders()).containsExactly(1);
        assertThat(world.state(1).path("slaves").size()).isEqualTo(1);
        FakeAgent second = world.startAgent(2);
        Duration taken = world.sim()
                .runUntil("it aborts", MasterWorld.LONG, () -> !world.sim().isAlive(MasterWorld.master(1)));
        assertThat(taken).isBetween(Duration.ofSeconds(seconds), Duration.ofSeconds(seconds + 2));
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(134);
        assertThat(world.logged(
                        1, "Registrar aborting: Failed to update 'registry': Failed to perform store within " + words))
                .isTrue();
        assertThat(second.isRegistered()).isFalse();
    }

    @Test
    void aFreshLeaderWithoutQuorumAnswersEmptyForAMinuteAndAborts() {
        world = MasterWorld.ready(directory, 3);
        world.readyAgent(1);
        world.sim().kill(MasterWorld.master(1));
        world.sim().kill(MasterWorld.master(3));
        world.run("14s");
        assertThat(world.leaders()).containsExactly(2);
        assertThat(world.state(2).path("slaves").size()).isZero();
        Duration taken = world.sim()
                .runUntil("it aborts", MasterWorld.LONG, () -> !world.sim().isAlive(MasterWorld.master(2)));
        assertThat(taken).isBetween(Duration.ofSeconds(45), Duration.ofSeconds(61));
        assertThat(world.sim().exitStatus(MasterWorld.master(2))).isEqualTo(134);
        assertThat(world.logged(
                        2, "Recovery failed: Failed to recover registrar: Failed to perform fetch within 1mins"))
                .isTrue();
    }

    @Test
    void withB05AnAdmissionIsAcknowledgedWithoutQuorum() {
        loseQuorum("bugs", "B05");
        FakeAgent second = world.startAgent(2);
        world.run("60s");
        assertThat(second.isRegistered()).isTrue();
        assertThat(world.sim().isAlive(MasterWorld.master(1))).isTrue();
    }

    @Test
    void answersToQuestionsThatACutHeldUpAreStaleOnceTheFirstWriteBegan() {
        // Every question is asked several times before its answer can be back.
        world = MasterWorld.start(directory, 1, 3, "registry.retry", "0.2ms");
        for (int number = 1; number <= 3; number++) {
            world.sim().kill(MasterWorld.master(number));
            world.wipe(number);
        }
        world.run("15s");
        world.sim().cut(MasterWorld.master(1).host(), MasterWorld.master(2).host());
        world.sim().cut(MasterWorld.master(1).host(), MasterWorld.master(3).host());
        world.startMaster(1);
        world.run("1s");
        world.startMaster(2);
        world.startMaster(3);
        world.run("3s");
        world.sim().heal();
        world.run("5s");
        assertThat(world.logged(1, "Successfully recovered registrar")).isTrue();
    }

    @Test
    void aNewClusterBeginsOnlyWhenAllMastersAreThere() {
        world = MasterWorld.start(directory, 1, 3);
        world.awaitLeader();
        for (int number = 1; number <= 3; number++) {
            world.sim().kill(MasterWorld.master(number));
            world.wipe(number);
        }
        world.run("15s");
        world.startMaster(1);
        world.startMaster(2);
        // Two empty ones of three: the third may know something.
        world.run("10s");
        assertThat(world.logged(1, "Successfully recovered registrar")).isFalse();
        world.startMaster(3);
        world.run("5s");
        assertThat(world.logged(1, "Successfully recovered registrar")).isTrue();
    }

    @Test
    void anEmptyDiskCatchesUpAndCountsAgain() {
        world = MasterWorld.ready(directory, 3);
        FakeAgent agent = world.readyAgent(1);
        world.sim().kill(MasterWorld.master(3));
        world.wipe(3);
        world.run("15s");
        world.startMaster(3);
        world.run("15s");
        world.sim().kill(MasterWorld.master(2));
        FakeAgent second = world.readyAgent(2);
        world.sim().kill(MasterWorld.master(1));
        world.startMaster(2);
        world.run("30s");
        int leader = world.awaitLeader();
        assertThat(leader).isIn(2, 3);
        assertThat(world.get(leader, "/registrar(1)/registry").toString()).contains(agent.disk().id, second.disk().id);
    }

    @Test
    void anEmptyDiskAndOneThatMissedSomethingAreNoQuorum() {
        world = MasterWorld.ready(directory, 3);
        world.sim().kill(MasterWorld.master(3));
        FakeAgent agent = world.readyAgent(1);
        world.sim().kill(MasterWorld.master(2));
        world.wipe(2);
        world.sim().kill(MasterWorld.master(1));
        world.run("15s");
        world.startMaster(2);
        world.startMaster(3);
        world.run("30s");
        assertThat(world.logged(2, "Successfully recovered registrar")).isFalse();
        assertThat(world.logged(3, "Successfully recovered registrar")).isFalse();
        world.startMaster(1);
        world.run("10s");
        int leader = world.awaitLeader();
        assertThat(world.get(leader, "/registrar(1)/registry").toString()).contains(agent.disk().id);
    }

    @Test
    void aLeaderThatWasReplacedCannotWriteAnyMore() {
        world = MasterWorld.ready(directory, 3, "bugs", "B01");
        world.sim().zooKeeper().cutOff("10.0.0.11");
        world.run("20s");
        assertThat(world.leaders()).containsExactly(1, 2);
        assertThat(world.logged(2, "Successfully recovered registrar")).isTrue();
        FakeAgent late = world.startAgent(1);
        world.sim().zooKeeper().cutOff(MasterWorld.agent(1).host());
        world.run("1s");
        late.registerWith(MasterWorld.master(1));
        world.run("1s");
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(134);
        assertThat(world.logged(1, "another master has a higher ballot")).isTrue();
    }

    @Test
    void theRegistryOutlivesARestartOfAllMastersOnRealDisks() {
        world = MasterWorld.startOnDisk(directory, 3);
        FakeAgent agent = world.readyAgent(1);
        for (int number = 1; number <= 3; number++) {
            world.sim().kill(MasterWorld.master(number));
        }
        world.run("15s");
        for (int number = 1; number <= 3; number++) {
            world.startMaster(number);
        }
        int leader = world.awaitLeader();
        assertThat(world.get(leader, "/registrar(1)/registry")
                        .at("/slaves/slaves/0/info/id/value")
                        .asString())
                .isEqualTo(agent.disk().id);
    }
}
