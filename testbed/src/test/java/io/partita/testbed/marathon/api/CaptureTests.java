package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static io.partita.testbed.marathon.MarathonWorld.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Answer;
import io.partita.testbed.contract.Comparison;
import io.partita.testbed.contract.Differences;
import io.partita.testbed.contract.Exchange;
import io.partita.testbed.contract.Recordings;
import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The requests that a real Marathon 1.8.244 was asked, in the same situations, with the answers compared.
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

    /** Repeats a recorded request, and compares. */
    private void same(String name) {
        String[] request =
                text("api/" + name + ".req").lines().findFirst().orElseThrow().split(" ", 4);
        String path =
                request[2].contains("/tasks/") ? request[2].replaceAll("tasks/.*", "tasks/" + firstTask()) : request[2];
        Response ours = marathons.world().http(ONE, request[1], path, AS_JSON, request.length > 3 ? request[3] : "");
        compare(name, Recordings.marathon(name), ours, Map.of(ONE.toString(), "127.0.0.1:8080"));
    }

    private static void compare(String name, Answer recorded, Response ours, Map<String, String> names) {
        Exchange exchange =
                Exchange.of("marathon", name, recorded, Answer.of(ours).renamed(names));
        assertThat(Differences.known().unknown(exchange)).as(name).isEmpty();
    }

    private static void compareHa(String name, Response ours) {
        compare(
                name,
                Recordings.whole("ha/" + name + ".http"),
                ours,
                Map.of(
                        ONE.toString(),
                        "127.0.0.1:" + (name.startsWith("delete") ? 8082 : 8081),
                        TWO.toString(),
                        "127.0.0.1:8082"));
    }

    private static String text(String name) {
        return Recordings.text(Recordings.MARATHON + name);
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
            compareHa(name + "-8081", marathons.world().http(ONE, "GET", path, ANYTHING, ""));
            compareHa(name + "-8082", marathons.world().http(TWO, "GET", path, ANYTHING, ""));
        }
        marathons.postApp(ONE, "/sleepha", 2);
        marathons.run(3);
        compareHa("follower-proxied-tasks", marathons.get(TWO, "/v2/apps/sleepha/tasks"));
        compareHa("delete-leader", marathons.delete(ONE, "/v2/leader"));
    }

    @Test
    void theErrorPageOfAStandbyIsTheSame() {
        marathons.world().kill(ONE);
        String recorded = text("ha/failover-poll.txt").lines().findFirst().orElseThrow();
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
        Map.of("faults/app-unreachable.json", "/v2/apps/unr", "faults/tasks-unreachable.json", "/v2/tasks")
                .forEach(
                        (file, path) -> assertThat(Comparison.ofJson(Json.parse(text(file)), marathons.json(ONE, path)))
                                .as(path)
                                .isEmpty());
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
        assertThat(text("api/23-tasks.txt")).matches(shape);
        assertThat(text).matches(shape).startsWith("sleep\t10000\t");
    }
}
