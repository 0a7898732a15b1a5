package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.MarathonWorld;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API of one release has and that of another has not. */
class ReleaseTests {

    private static final String APP = "{\"cmd\":\"a\"}";

    @TempDir
    private Path directory;

    private MarathonWorld leading(String profile) {
        MarathonWorld marathons = MarathonWorld.empty(1, directory, "profile", profile);
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
        return marathons;
    }

    @ParameterizedTest
    @CsvSource({"classic, 404", "legacy1, 200", "modern, 200"})
    void theStreamOfEventsCameAfterClassic(String profile, int status) {
        assertThat(leading(profile).get(ONE, "/v2/events").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"classic, 405", "legacy1, 405", "pa, 200", "modern, 200"})
    void patchCameWithPartitionAwareness(String profile, int status) {
        MarathonWorld marathons = leading(profile);
        marathons.put(ONE, "/v2/apps/web", APP);
        marathons.run(3);
        assertThat(marathons.world().http(ONE, "PATCH", "/v2/apps/web", APP).status())
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"classic, '', 200", "classic, ?force=false, 409", "legacy1, '', 409"})
    void onlyInClassicADeletionIsStoppedByNoDeploymentUnlessItWishesSo(String profile, String query, int status) {
        MarathonWorld marathons = leading(profile);
        marathons.put(ONE, "/v2/apps/web", APP);
        assertThat(marathons.delete(ONE, "/v2/apps/web" + query).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"legacy1, TASK_LOST", "pa, TASK_UNREACHABLE", "modern, TASK_UNREACHABLE"})
    void aTaskOnAnAgentThatIsAwayIsCalledLostBeforePartitionAwareness(String profile, String state) {
        MarathonWorld marathons = leading(profile);
        marathons.put(ONE, "/v2/apps/web", APP);
        marathons.run(3);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).loseAll("/web"));
        assertThat(marathons.json(ONE, "/v2/tasks").at("/tasks/0/state").stringValue())
                .isEqualTo(state);
    }
}
