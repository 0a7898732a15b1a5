package io.partita.testbed.marathon;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.THREE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each scenario goes wrong with its bug, and right without. */
class LeaderBugTests {

    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"B23, 2", "'', 1"})
    void onlyWithB23ANewLeaderRegistersAnotherFramework(String bugs, int frameworks) {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "bugs", bugs);
        marathons.start(TWO);
        marathons.start(ONE);
        marathons
                .world()
                .runUntil("a leader", HALF_A_MINUTE, () -> marathons.leader().isPresent());
        marathons.run(1);
        marathons.world().kill(marathons.leader().orElseThrow());
        marathons
                .world()
                .runUntil("another", HALF_A_MINUTE, () -> marathons.leader().isPresent());
        assertThat(marathons.master().frameworks()).isEqualTo(frameworks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "pa", "modern"})
    void withB24ALeaderCutOffFromZooKeeperGoesOnBesideTheNext(String profile) {
        MarathonWorld marathons = MarathonWorld.three(directory, "bugs", "B24", "profile", profile);
        marathons.world().zooKeeper().cutOff(ONE.host());
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        marathons.run(30);
        marathons.world().heal();
        marathons.run(30);
        assertThat(marathons.leads(ONE)).isTrue();
        assertThat(marathons.leads(TWO)).isTrue();
        assertThat(marathons.json(ONE, "/v2/info").get("leader").stringValue()).isEqualTo(ONE.toString());
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).owner().refused("Framework failed over"));
        marathons.run(2);
        assertThat(marathons.leads(ONE)).isTrue();
        assertThat(marathons.orchestrator(ONE).isStopped()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "pa", "modern"})
    void withoutB24OneLeadsInTheEnd(String profile) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.world().zooKeeper().cutOff(ONE.host());
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        marathons.run(30);
        marathons.world().heal();
        marathons.run(30);
        assertThat(marathons.leads(ONE)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"B25, 404", "'', 200"})
    void onlyWithB25AnAcknowledgedAppIsLostIfTheLeaderDiesAtOnce(String bugs, int status) {
        MarathonWorld marathons = MarathonWorld.three(directory, "bugs", bugs);
        assertThat(marathons.postApp(ONE, "/web", 1).status()).isEqualTo(201);
        marathons.world().kill(ONE);
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        assertThat(marathons.get(TWO, "/v2/apps/web").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"B26, 1", "'', 3"})
    void onlyWithB26AFailoverBringsAnOlderVersionBack(String bugs, int instances) {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "bugs", bugs);
        marathons.start(ONE);
        marathons.awaitLeader(ONE, HALF_A_MINUTE);
        marathons.postApp(ONE, "/web", 1);
        marathons.run(3);
        marathons.start(TWO);
        marathons.run(1);
        assertThat(marathons.put(ONE, "/v2/apps/web", "{\"instances\":3}").status())
                .isEqualTo(200);
        marathons.run(3);
        marathons.world().kill(ONE);
        marathons.awaitLeader(TWO, HALF_A_MINUTE);
        assertThat(marathons.json(TWO, "/v2/apps/web").at("/app/instances").intValue())
                .isEqualTo(instances);
    }

    @ParameterizedTest
    @CsvSource({"B33, pa, false", "'', pa, true", "B33, classic, false", "'', classic, true", "B33, modern, false"})
    void onlyWithB33AStandbyThatLostZooKeeperNeverContendsAgain(String bugs, String profile, boolean leads) {
        MarathonWorld marathons = MarathonWorld.three(directory, "bugs", bugs, "profile", profile);
        marathons.world().zooKeeper().cutOff(TWO.host());
        marathons.run(30);
        marathons.world().heal();
        marathons.run(10);
        marathons.world().kill(ONE);
        marathons.world().kill(THREE);
        marathons.run(60);
        assertThat(marathons.world().isAlive(TWO)).isTrue();
        assertThat(marathons.leads(TWO)).isEqualTo(leads);
    }
}
