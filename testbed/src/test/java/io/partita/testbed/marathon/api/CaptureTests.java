package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests that a real Marathon 1.8.244 was asked, in the same situations, with the answers compared. Differences allowed:
 * values, two Vary headers joined into one, and what {@code allowed} names.
 */
class CaptureTests {

    private static final Map<String, String> AS_JSON = Map.of("Accept", "application/json");
    private static final Map<String, String> ANYTHING = Map.of("Accept", "*/*");

    @TempDir
    private Path directory;

    private MarathonWorld marathons;

    @BeforeEach
    void three() {
        marathons = MarathonWorld.three(directory);
    }

    /** Repeats a captured request, and compares. */
    private void same(String name, String... allowed) {
        String[] request = CapturedAnswer.text("api/" + name + ".req")
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" ", 4);
        String path =
                request[2].contains("/tasks/") ? request[2].replaceAll("tasks/.*", "tasks/" + firstTask()) : request[2];
        Response ours = marathons.world().http(ONE, request[1], path, AS_JSON, request.length > 3 ? request[3] : "");
        assertThat(CapturedAnswer.api(name).differences(ours)).describedAs(name).containsExactly(allowed);
    }

    private String firstTask() {
        return marathons.json(ONE, "/v2/tasks").at("/tasks/0/id").stringValue();
    }

    @Test
    void everyAnswerOfTheRecordedSessionHasTheSameShape() {
        List.of("01-ping", "02-info", "03-leader", "04-apps-empty", "05-tasks-empty", "06-deployments-empty")
                .forEach(this::same);
        same("07-app-404");
        same("08-post-invalid");
        same("09-post-badjson");
        same("10-post-sleep");
        List.of("11-deployments-inflight", "12-apps-inflight", "13-queue-inflight")
                .forEach(this::same);
        marathons.run(3);
        same("14-post-duplicate");
        List.of("15-apps", "16-app-sleep", "17-app-tasks", "18-tasks", "19-deployments", "20-queue", "21-groups")
                .forEach(this::same);
        same("22-versions");
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).failOne("/sleep"));
        List.of("24-app-after-kill", "25-tasks-after-kill", "26-queue-after-kill")
                .forEach(this::same);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).restartFailed());
        marathons.run(1.234);
        List.of("27-app-after-restart", "28-tasks-after-restart", "29-put-scale3", "30-put-conflict")
                .forEach(this::same);
        marathons.run(3);
        List.of("31-app-scale3", "32-delete-task", "33-app-after-taskkill", "34-delete-app")
                .forEach(this::same);
        marathons.run(3);
        List.of("35-apps-end", "36-tasks-end").forEach(this::same);
    }

    @Test
    void standbysAnswerAsRealOnesDo() {
        for (String name : List.of("ping", "info", "leader")) {
            String path = name.equals("ping") ? "/ping" : "/v2/" + name;
            assertThat(CapturedAnswer.http("ha/" + name + "-8081.http")
                            .differences(marathons.world().http(ONE, "GET", path, ANYTHING, "")))
                    .describedAs("leader " + name)
                    .isEmpty();
            assertThat(CapturedAnswer.http("ha/" + name + "-8082.http")
                            .differences(marathons.world().http(TWO, "GET", path, ANYTHING, "")))
                    .describedAs("standby " + name)
                    .isEmpty();
        }
        marathons.postApp(ONE, "/sleepha", 2);
        marathons.run(3);
        assertThat(CapturedAnswer.http("ha/follower-proxied-tasks.http")
                        .differences(marathons.get(TWO, "/v2/apps/sleepha/tasks")))
                .isEmpty();
        assertThat(CapturedAnswer.http("ha/delete-leader.http").differences(marathons.delete(ONE, "/v2/leader")))
                .isEmpty();
    }

    @Test
    void theErrorPageOfAStandbyIsTheSame() {
        marathons.world().kill(ONE);
        String recorded =
                CapturedAnswer.text("ha/failover-poll.txt").lines().findFirst().orElseThrow();
        assertThat(recorded).contains(" " + marathons.get(TWO, "/v2/leader").text() + " 502");
    }

    @Test
    void unreachableTasksLookTheSame() {
        marathons.post(
                ONE,
                "/v2/apps",
                "{\"id\":\"/unr\",\"cmd\":\"sleep 1\",\"instances\":2,\"cpus\":0.1,\"constraints\":[[\"hostname\",\"GROUP_BY\"]],"
                        + "\"unreachableStrategy\":{\"inactiveAfterSeconds\":15,\"expungeAfterSeconds\":30}}");
        marathons.run(3);
        marathons.onLoop(ONE, () -> marathons.orchestrator(ONE).loseAll("/unr"));
        List<String> found = new ArrayList<>();
        for (Map.Entry<String, String> pair : Map.of(
                        "faults/app-unreachable.json", "/v2/apps/unr", "faults/tasks-unreachable.json", "/v2/tasks")
                .entrySet()) {
            CapturedAnswer.compare(
                    "", Json.parse(CapturedAnswer.text(pair.getKey())), marathons.json(ONE, pair.getValue()), found);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void theTextListingIsTheSame() {
        marathons.postApp(ONE, "/sleep", 2);
        marathons.run(3);
        String text = marathons
                .world()
                .http(ONE, "GET", "/v2/tasks", Map.of("Accept", "text/plain"), "")
                .text();
        String shape = "([a-z]+\t\\d+\t([0-9.]+:\\d+\t){2}\n)";
        assertThat(CapturedAnswer.text("api/23-tasks.txt")).matches(shape);
        assertThat(text).matches(shape).startsWith("sleep\t10000\t");
    }
}
