package io.partita.testbed.master;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.view.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElectionTests {

    @TempDir
    private Path directory;

    @Test
    void whoCameFirstLeadsAndTheOthersSendThereWhoeverAsks() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        assertThat(world.leaders()).containsExactly(1);
        Response standby = world.sim().get(MasterWorld.master(2), "/state");
        assertThat(standby.status()).isEqualTo(307);
        assertThat(standby.headers()).containsEntry("Location", "//10.0.0.11:5050/master/state");
    }

    @Test
    void aKilledLeaderIsReplacedOneSessionTimeoutLater() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        world.sim().kill(MasterWorld.master(1));
        Duration taken = world.sim()
                .runUntil("another leads", MasterWorld.LONG, () -> world.logged(2, "Elected as the leading master!"));
        assertThat(taken).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
        world.run("1s");
        assertThat(world.logged(2, "Successfully recovered registrar")).isTrue();
        assertThat(world.leaders()).containsExactly(2);
    }

    @Test
    void anIsolatedLeaderExitsWithinSeventeenSecondsAndTwoLeadForAFewSecondsOnly() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        world.sim().isolate("10.0.0.11");
        Duration other = world.sim()
                .runUntil("another leads", MasterWorld.LONG, () -> world.logged(2, "Elected as the leading master!"));
        assertThat(world.leaders()).containsExactly(1, 2);
        Duration overlap = world.sim()
                .runUntil(
                        "the old one ends", MasterWorld.LONG, () -> !world.sim().isAlive(MasterWorld.master(1)));
        assertThat(other).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(12));
        assertThat(other.plus(overlap)).isBetween(Duration.ofSeconds(16), Duration.ofSeconds(18));
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "classic, Lost leadership... committing suicide!",
        "legacy1, Lost leadership... committing suicide!",
        "pa, committing suicide!",
        "modern, EXIT with status 1: Lost "
    })
    void aLeaderThatLosesZooKeeperEndsWithTheWordsOfItsRelease(String profile, String words) {
        MasterWorld world = MasterWorld.ready(directory, 1, "profile", profile);
        world.sim().zooKeeper().down();
        world.run("20s");
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(1);
        assertThat(world.logged(1, words)).isTrue();
        assertThat(world.logged(1, "Lost connection to ZooKeeper, attempting to reconnect ..."))
                .isTrue();
    }

    @Test
    void aFollowerThatLosesItsSessionContendsAgainAndDoesNotExit() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        world.sim().zooKeeper().cutOff("10.0.0.13");
        world.run("30s");
        world.sim().heal();
        world.run("10s");
        assertThat(world.logged(3, "Lost candidacy as a follower... Contend again"))
                .isTrue();
        world.sim().kill(MasterWorld.master(1));
        world.run("1s");
        world.sim().kill(MasterWorld.master(2));
        world.startMaster(1);
        world.run("15s");
        assertThat(world.logged(3, "Elected as the leading master!")).isTrue();
    }

    @Test
    void aPausedLeaderIsReplacedAndExitsWhenItGoesOn() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        world.sim().pause(MasterWorld.master(1));
        world.run("12s");
        assertThat(world.logged(2, "Elected as the leading master!")).isTrue();
        world.sim().resume(MasterWorld.master(1));
        world.run("2s");
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(1);
    }

    @Test
    void aLeaderThatStoodStillForLongEndsBeforeItDoesAnything() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        FakeAgent agent = world.readyAgent(1);
        FakeFramework framework = world.readyFramework(1, FakeFramework.info(null, 3600));
        world.launch(framework, agent, "one");
        world.sim().pause(MasterWorld.master(1));
        world.run("12s");
        CompletableFuture<Response> answer =
                world.sim().ask(MasterWorld.master(1), "POST", "/teardown", "frameworkId=" + framework.id());
        // Nothing tells it that its session is over.
        world.sim().zooKeeper().cutOff("10.0.0.11");
        int lines = world.sim().log(MasterWorld.master(1)).size();
        world.sim().resume(MasterWorld.master(1));
        world.run("100ms");
        assertThat(world.sim().exitStatus(MasterWorld.master(1))).isEqualTo(1);
        assertThat(answer).isNotDone();
        assertThat(world.sim()
                        .log(MasterWorld.master(1))
                        .subList(lines, world.sim().log(MasterWorld.master(1)).size()))
                .noneMatch(line -> line.contains("TEARDOWN"));
    }

    @Test
    void aLeaderThatStoodStillForLessThanItsSessionLastsGoesOn() {
        MasterWorld world = MasterWorld.ready(directory, 3);
        world.sim().pause(MasterWorld.master(1));
        world.run("8s");
        world.sim().resume(MasterWorld.master(1));
        world.run("1m");
        assertThat(world.leaders()).containsExactly(1);
    }

    @Test
    void nodesInZooKeeperAreNamedAndFilledAsTheReleaseDoes() {
        MasterWorld.ready(directory, 1);
        String payload = MasterPayload.write(
                new io.partita.testbed.messages.MasterInfo("id", MasterWorld.master(1), "n1", "1.6.2"),
                io.partita.testbed.settings.Profile.MODERN);
        assertThat(Json.read(payload).path("ip").asLong()).isEqualTo(10L + (11L << 24));
        assertThat(MasterPayload.label(io.partita.testbed.settings.Profile.CLASSIC))
                .isEqualTo("info_");
        assertThat(MasterPayload.read(payload).pid()).isEqualTo("master@10.0.0.11:5050");
    }

    @Test
    void withB01TheOldLeaderGoesOnBesideTheNewOne() {
        MasterWorld world = MasterWorld.ready(directory, 3, "bugs", "B01");
        world.sim().isolate("10.0.0.11");
        world.run("40s");
        assertThat(world.leaders()).containsExactly(1, 2);
    }

    @Test
    void withB02TwoLeadAtTheSameTime() {
        MasterWorld world = MasterWorld.start(directory, 1, 3, "bugs", "B02");
        world.run("2s");
        assertThat(world.leaders()).containsExactly(1, 3);
        assertThat(Election.mistakesHighest("n1")).isFalse();
        assertThat(Election.mistakesHighest("n11")).isTrue();
    }

    @Test
    void withB34NobodyLeadsAfterARestartWhileTwoMastersDoNotReachEachOther() {
        restartUnderACut("B34");
    }

    @Test
    void withoutB34AConnectedMajoritySufficesForALeaderAfterARestart() {
        restartUnderACut("");
    }

    private void restartUnderACut(String bugs) {
        MasterWorld world = MasterWorld.start(directory, 1, 3, "bugs", bugs);
        world.awaitLeader();
        world.sim().cut("10.0.0.11", "10.0.0.12");
        world.run("5s");
        assertThat(world.leaders()).as("in steady state").containsExactly(1);
        for (int number = 1; number <= 3; number++) {
            world.sim().kill(MasterWorld.master(number));
        }
        world.run("15s");
        for (int number = 1; number <= 3; number++) {
            world.startMaster(number);
        }
        world.run("40s");
        if (bugs.isEmpty()) {
            assertThat(world.leaders()).hasSize(1);
        } else {
            assertThat(world.leaders()).isEmpty();
            world.sim().heal();
            world.run("20s");
            assertThat(world.leaders()).hasSize(1);
        }
    }
}
