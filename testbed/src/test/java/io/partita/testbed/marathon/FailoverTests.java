package io.partita.testbed.marathon;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.THREE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FailoverTests {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @Test
    void aNewLeaderHasTheFrameworkIdAndEveryAcknowledgedApp() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        String frameworkId = marathons.json(ONE, "/v2/info").get("frameworkId").stringValue();
        assertThat(marathons.postApp(ONE, "/web", 2).status()).isEqualTo(201);
        marathons.run(3);
        String tasks = marathons.get(ONE, "/v2/tasks").text();
        marathons.world().kill(ONE);
        Duration taken = marathons.awaitLeader(TWO, HALF_A_MINUTE);
        assertThat(taken).isBetween(Duration.ofSeconds(9), Duration.ofSeconds(13));
        assertThat(marathons.json(THREE, "/v2/info").get("frameworkId").stringValue())
                .isEqualTo(frameworkId);
        assertThat(marathons.appIds(THREE)).containsExactly("/web");
        assertThat(marathons.get(TWO, "/v2/tasks").text()).isEqualTo(tasks);
        assertThat(marathons.master().frameworks()).isEqualTo(1);
        assertThat(marathons.log(TWO)).contains("I Leader won: " + TWO, "I As new leader running the driver");
    }

    @ParameterizedTest
    @CsvSource({
        "modern, 101, Connection to ZooKeeper lost; crashing",
        "pa, 9, ZooKeeper access failed - Committing suicide to avoid invalidating ZooKeeper state",
        "legacy1, 9, ZooKeeper access failed - Committing suicide to avoid invalidating ZooKeeper state"
    })
    void aLeaderCutOffFromZooKeeperExits(String profile, int status, String line) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.world().zooKeeper().cutOff(ONE.host());
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        marathons.run(10);
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(status);
        assertThat(marathons.log(ONE)).endsWith("E " + line);
    }

    @Test
    void aClassicLeaderCutOffFromZooKeeperStepsDownAndOffersItselfAgain() {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", "classic");
        marathons.world().zooKeeper().cutOff(ONE.host());
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        marathons.run(10);
        assertThat(marathons.leads(ONE)).isFalse();
        assertThat(marathons.orchestrator(ONE).isStopped()).isTrue();
        assertThat(marathons.logFrom(ONE, "Defeat"))
                .containsExactly(
                        "I Defeated (Leader Interface)",
                        "I Defeat leadership",
                        "I Offering leadership",
                        "I Using HA and therefore offering leadership");
        marathons.world().heal();
        marathons.run(5);
        marathons.world().kill(TWO);
        marathons.world().kill(THREE);
        marathons.awaitLeader(ONE, HALF_A_MINUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa"})
    void anOlderLeaderThatLosesTheMasterStepsDownInTheSameProcess(String profile) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).owner().masterLost());
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        assertThat(marathons.world().isAlive(ONE)).isTrue();
        assertThat(marathons.log(ONE)).contains("I Disconnected", "I Abdicating");
        assertThat(marathons.json(ONE, "/v2/info").get("leader").stringValue()).isEqualTo(TWO.toString());
    }

    @Test
    void aModernLeaderThatLosesTheMasterExits() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).owner().masterLost());
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(103);
        assertThat(marathons.log(ONE))
                .contains("I abdicateLeadership was called")
                .endsWith("E Lost leadership; crashing");
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
    }

    @ParameterizedTest
    @CsvSource({
        "modern, Framework has been removed, 110",
        "modern, Framework failed over, 106",
        "pa, Framework has been removed, 9",
        "classic, Framework has been removed, 9"
    })
    void aLeaderRefusedByTheMasterExits(String profile, String word, int status) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).owner().refused(word));
        marathons.run(0.1);
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(status);
    }

    @Test
    void aModernLeaderAskedToAbdicateAnswersAndExitsHalfASecondLater() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        assertThat(marathons.delete(TWO, "/v2/leader").text()).isEqualTo("{\"message\":\"Leadership abdicated\"}");
        marathons.run(0.4);
        assertThat(marathons.world().isAlive(ONE)).isTrue();
        marathons.run(0.2);
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(105);
        // Nobody waits for its session: it has left the group.
        marathons.awaitLeader(TWO, Duration.ofSeconds(1));
    }

    @Test
    void anOlderLeaderAskedToAbdicateHandsOverAtOnce() {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", "pa");
        assertThat(marathons.delete(ONE, "/v2/leader").status()).isEqualTo(200);
        assertThat(marathons.awaitLeader(TWO, HALF_A_MINUTE)).isLessThan(Duration.ofSeconds(2));
        assertThat(marathons.world().isAlive(ONE)).isTrue();
    }

    @Test
    void aClassicLeaderKnowsNoWayToAbdicate() {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", "classic");
        assertThat(marathons.delete(ONE, "/v2/leader").status()).isEqualTo(404);
        assertThat(marathons.get(ONE, "/v2/leader").status()).isEqualTo(404);
    }

    @Test
    void aModernMarathonThatFindsNoZooKeeperExits() {
        MarathonWorld marathons = MarathonWorld.empty(1, directory);
        marathons.world().zooKeeper().down();
        marathons.start(ONE);
        marathons.run(15);
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(100);
        assertThat(marathons.log(ONE)).endsWith("E Failed to connect to ZK. Marathon will exit now.");
    }

    @Test
    void anOlderMarathonThatFindsNoZooKeeperWaits() {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "profile", "pa");
        marathons.world().zooKeeper().down();
        marathons.start(ONE);
        marathons.run(60);
        marathons.world().zooKeeper().up();
        marathons.awaitLeader(ONE, HALF_A_MINUTE);
    }

    @Test
    void aLeaderThatCannotReadTheStoreGivesUpAfterTheTimeForThat() {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "marathon.zk.session", "1000s");
        marathons.start(ONE);
        marathons
                .world()
                .runUntil("elected", HALF_A_MINUTE, () -> marathons.log(ONE).contains("I Leader won: " + ONE));
        marathons.world().zooKeeper().down();
        marathons.run(200);
        assertThat(marathons.world().exitStatus(ONE)).isEqualTo(104);
    }

    @ParameterizedTest
    @CsvSource({"classic, 504", "legacy1, 503", "pa, 503"})
    void whoWaitsForAnAnswerWhenTheLeadershipEndsIsToldSo(String profile, int status) {
        MarathonWorld marathons =
                MarathonWorld.empty(1, directory, "profile", profile).withRealCores();
        marathons.start(ONE);
        marathons.awaitLeader(ONE, HALF_A_MINUTE);
        marathons.world().zooKeeper().deleteFirstMember("/marathon/leader");
        marathons.world().zooKeeper().deleteFirstMember("/marathon/leader-curator");
        var answer = marathons.world().ask(ONE, "PUT", "/v2/apps/web", "{\"cmd\":\"a\"}");
        marathons.run(1);
        assertThat(answer).isDone();
        assertThat(answer.join().status()).isEqualTo(status);
    }
}
