package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.sim.Fuzz;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Requests without sense: each is answered, none with a server's error, and a successor can read what they led to. */
class FuzzTests {

    private static final int REQUESTS = 4_000;
    private static final List<String> PATHS = List.of(
            "/ping",
            "/metrics",
            "/v2/info",
            "/v2/groups",
            "/v2/groups/shop",
            "/v2/queue",
            "/v2/queue//web/delay",
            "/v2/tasks",
            "/v2/tasks?status=running&status=staging",
            "/v2/tasks/delete?scale=true&force=true",
            "/v2/deployments",
            "/v2/deployments/0?force=true",
            "/v2/apps?label=a%20in%20(b,c),d&embed=apps.tasks",
            "/v2/apps?force=true&partialUpdate=false",
            "/v2/apps",
            "/v2/apps//web",
            "/v2/apps//web?force=true",
            "/v2/apps//web?force=true",
            "/v2/apps/shop/web?force=true&partialUpdate=false",
            "/v2/apps//web/restart?force=true",
            "/v2/apps//web/versions/2026-01-01T00:00:00.000Z",
            "/v2/apps//web/tasks?scale=true&wipe=true",
            "/v2/apps//web/tasks/x?force=true");
    private static final String APP = "\"cmd\":\"a\",\"instances\":0,\"cpus\":0.1,\"mem\":16,\"disk\":0,"
            + "\"env\":{\"A\":\"1\"},\"labels\":{\"b\":\"c\"},\"constraints\":[[\"hostname\",\"LIKE\",\"n[12]\"]],"
            + "\"portDefinitions\":[{\"port\":0,\"name\":\"http\",\"protocol\":\"tcp\"}],\"requirePorts\":false,"
            + "\"backoffSeconds\":1,\"backoffFactor\":1.5,\"maxLaunchDelaySeconds\":300,"
            + "\"healthChecks\":[{\"protocol\":\"HTTP\",\"path\":\"/\",\"portIndex\":0,\"intervalSeconds\":5}],"
            + "\"upgradeStrategy\":{\"minimumHealthCapacity\":0.5,\"maximumOverCapacity\":0},"
            + "\"unreachableStrategy\":{\"inactiveAfterSeconds\":1,\"expungeAfterSeconds\":2},"
            + "\"killSelection\":\"OLDEST_FIRST\",\"taskKillGracePeriodSeconds\":1,\"dependencies\":[\"/db\"]}";
    private static final List<String> BODIES = List.of(
            "{" + APP,
            "{" + APP,
            "{\"id\":\"/web\"," + APP,
            "{\"id\":\"shop/web\"," + APP,
            "[{\"id\":\"/web\"," + APP + ",{\"id\":\"/db\"," + APP + "]",
            "{\"version\":\"2026-01-01T00:00:00.000Z\"}",
            "{\"instances\":1}",
            "{\"ids\":[\"web.x\"]}",
            "");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnsweredAndASuccessorCanReadWhatCameOfIt(Profile profile) {
        MarathonWorld marathons =
                MarathonWorld.empty(1, directory, "profile", profile.toString()).withRealCores();
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
        marathons.start(TWO);
        marathons.run(5);
        Fuzz fuzz = new Fuzz(new SplittableRandom(7), PATHS, BODIES);
        Address leader = ONE;
        TreeSet<Integer> statuses = new TreeSet<>();
        for (int i = 1; i <= REQUESTS; i++) {
            Fuzz.Ask ask = fuzz.next();
            Response answer = marathons
                    .world()
                    .http(
                            i % 4 == 0 ? other(leader) : leader,
                            ask.method(),
                            ask.pathAndQuery(),
                            ask.headers(),
                            ask.body());
            assertThat(answer.status())
                    .as(ask + ": " + answer.text())
                    .isIn(200, 201, 202, 204, 400, 404, 405, 409, 422);
            statuses.add(answer.status());
            if (i % 50 == 0) {
                leader = failOver(marathons, leader);
            }
        }
        assertThat(statuses).contains(200, 201, 400, 404, 405, 409, 422);
    }

    private static Address other(Address address) {
        return address.equals(ONE) ? TWO : ONE;
    }

    private static Address failOver(MarathonWorld marathons, Address leader) {
        String groups = marathons.json(leader, "/v2/groups").toString();
        marathons.world().kill(leader);
        marathons.awaitLeader(other(leader), Duration.ofSeconds(20));
        assertThat(marathons.json(other(leader), "/v2/groups")).hasToString(groups);
        marathons.start(leader);
        marathons.run(5);
        return other(leader);
    }
}
