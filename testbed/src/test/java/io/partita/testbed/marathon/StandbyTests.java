package io.partita.testbed.marathon;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.THREE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StandbyTests {

    private static final String APP = "{\"id\":\"/web\",\"cmd\":\"sleep 1\"}";

    @TempDir
    private Path directory;

    @Test
    void aStandbyPassesRequestsOnAndSaysSo() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Response created = marathons.post(TWO, "/v2/apps", APP);
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.headers())
                .containsEntry("X-Marathon-Leader", "http://" + ONE)
                .containsEntry("X-Marathon-Via", "1.1 " + TWO)
                .containsEntry("Location", "http://" + ONE + "/web")
                .containsKey("Marathon-Deployment-Id");
        assertThat(marathons.appIds(THREE)).containsExactly("/web");
        assertThat(marathons.get(THREE, "/v2/apps?cmd=no%20such").text()).isEqualTo("{\"apps\":[]}");
        assertThat(marathons.get(THREE, "/v2/apps//nope").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({"classic, 502", "legacy1, 503", "pa, 503", "modern, 502"})
    void whileTheDeadLeaderIsNotYetForgottenTheConnectionIsRefused(String profile, int status) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.world().kill(ONE);
        Response response = marathons.get(TWO, "/v2/apps");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers()).containsEntry("Content-Type", "text/html;charset=utf-8");
        assertThat(response.text())
                .startsWith("<html><head>")
                .contains("Error " + status + " Connection to leader refused.", "Problem accessing /v2/apps.");
    }

    @ParameterizedTest
    @CsvSource({"legacy1, 504, 5", "pa, 504, 5", "modern, 502, 5"})
    void aLeaderOutOfReachTimesOut(String profile, int status, int seconds) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.world().cut(ONE.host(), TWO.host());
        long begin = marathons.world().nanos();
        assertThat(marathons.get(TWO, "/v2/apps").status()).isEqualTo(status);
        assertThat(Duration.ofNanos(marathons.world().nanos() - begin).toSeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({"classic, 503", "pa, 503", "modern, 502"})
    void withoutALeaderItWaitsALittleAndThenSaysThatThereIsNone(String profile, int status) {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "profile", profile);
        marathons.world().zooKeeper().down();
        marathons.start(ONE);
        marathons.run(1);
        long begin = marathons.world().nanos();
        Response response = marathons.get(ONE, "/v2/apps");
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.text()).contains("Could not determine the current leader");
        assertThat(Duration.ofNanos(marathons.world().nanos() - begin)).isEqualTo(Duration.ofMillis(2500));
    }

    @Test
    void aRequestThatComesBackEnds() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Response response = marathons
                .world()
                .http(TWO, "GET", "/v2/apps", Map.of("X-Marathon-Via", "1.1 " + THREE + ", 1.1 " + TWO), "");
        assertThat(response.status()).isEqualTo(502);
        assertThat(response.text()).contains("Detected proxying loop.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "legacy1", "pa"})
    void olderStandbysAnswerPingsThemselves(String profile) {
        MarathonWorld marathons = MarathonWorld.three(directory, "profile", profile);
        marathons.world().kill(ONE);
        assertThat(marathons.get(TWO, "/ping").text()).isEqualTo("pong");
    }

    @Test
    void aStandbySendsListenersToTheLeader() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        Response response = marathons.get(TWO, "/v2/events?event_type=a");
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.headers()).containsEntry("Location", "http://" + ONE + "/v2/events?event_type=a");
    }

    @Test
    void withB31AWriteWhoseFateIsUnknownLooksDone() {
        MarathonWorld marathons = MarathonWorld.three(directory, "bugs", "B31");
        marathons.world().kill(ONE);
        Response write = marathons.post(TWO, "/v2/apps", APP);
        assertThat(write.status()).isEqualTo(200);
        assertThat(write.text()).isEmpty();
        assertThat(marathons.get(TWO, "/v2/apps").status()).isEqualTo(502);
    }

    @Test
    void withoutB31AWriteWhoseFateIsUnknownIsAnError() {
        MarathonWorld marathons = MarathonWorld.three(directory);
        marathons.world().kill(ONE);
        assertThat(marathons.post(TWO, "/v2/apps", APP).status()).isEqualTo(502);
    }

    @ParameterizedTest
    @CsvSource({"B32, 200", "'', 502"})
    void onlyWithB32AppsAndTasksSeemGoneDuringAnElection(String bugs, int status) {
        MarathonWorld marathons = MarathonWorld.three(directory, "bugs", bugs);
        marathons.postApp(ONE, "/web", 2);
        marathons.run(3);
        marathons.world().kill(ONE);
        assertThat(marathons.get(TWO, "/v2/apps").status()).isEqualTo(status);
        assertThat(marathons.get(TWO, "/v2/tasks").status()).isEqualTo(status);
        assertThat(marathons.get(TWO, "/v2/tasks").text().equals("{\"tasks\":[]}"))
                .isEqualTo(status == 200);
        marathons.awaitLeader(TWO, Duration.ofSeconds(20));
        assertThat(marathons.appIds(THREE)).containsExactly("/web");
    }
}
