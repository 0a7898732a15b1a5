package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests without sense: each is answered, none with a server's error, and a successor can read what they led to. */
class FuzzTests {

    private static final int REQUESTS = 6_000;
    private static final Set<Integer> SENSIBLE = Set.of(200, 201, 202, 204, 400, 403, 404, 405, 409, 422);
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE", "DELETE", "X");
    private static final List<String> PARTS = List.of(
            "apps",
            "tasks",
            "deployments",
            "queue",
            "groups",
            "info",
            "a",
            "b",
            "c.d",
            "versions",
            "restart",
            "delete",
            "delay",
            "",
            "..",
            "%20",
            "%00",
            "%2F",
            "%C3%A4",
            "2026-01-01T00:00:00.000Z");
    private static final List<String> QUERIES = List.of(
            "",
            "?force=true",
            "?force=true&partialUpdate=false",
            "?scale=true",
            "?scale=true&wipe=true",
            "?embed=apps.tasks&embed=app.taskStats",
            "?label=a%20in%20(b",
            "?label=a==b,c",
            "?status=running",
            "?status=lost",
            "?cmd=&id=",
            "?host=n1&&=&x");
    private static final List<String> FIELDS = List.of(
            "id",
            "cmd",
            "args",
            "user",
            "env",
            "instances",
            "cpus",
            "mem",
            "disk",
            "constraints",
            "ports",
            "portDefinitions",
            "requirePorts",
            "backoffSeconds",
            "backoffFactor",
            "maxLaunchDelaySeconds",
            "healthChecks",
            "upgradeStrategy",
            "labels",
            "unreachableStrategy",
            "killSelection",
            "taskKillGracePeriodSeconds",
            "dependencies",
            "version",
            "versionInfo",
            "tasks",
            "container",
            "ids",
            "inactiveAfterSeconds",
            "expungeAfterSeconds",
            "minimumHealthCapacity",
            "intervalSeconds",
            "protocol",
            "port",
            "nonsense");
    private static final List<String> TEXTS = List.of(
            "",
            "/",
            "/a",
            "b",
            "c.d",
            "../x",
            "Ä",
            "\u0000",
            "*",
            "disabled",
            "UNIQUE",
            "LIKE",
            "GROUP_BY",
            "hostname",
            "[",
            "(a*)*",
            "2026-01-01T00:00:00.000Z",
            "OLDEST_FIRST",
            "TCP",
            "COMMAND");

    @TempDir
    private Path directory;

    private SplittableRandom random;

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private String path() {
        if (random.nextBoolean()) {
            String app = any(List.of("", "/a", "/b", "/c.d", "//a/b"));
            return "/v2/apps" + app + any(List.of("", "", "", "/restart", "/tasks")) + "?force=true";
        }
        StringBuilder path = new StringBuilder("/v2/apps");
        if (random.nextInt(3) == 0) {
            path = new StringBuilder(random.nextInt(4) == 0 ? "/" : "/v2");
            path.append('/').append(any(PARTS));
        }
        for (int more = random.nextInt(4); more > 0; more--) {
            path.append('/').append(any(PARTS));
        }
        return path + (random.nextInt(3) == 0 ? any(QUERIES) : "?force=true");
    }

    private JsonNode value(int depth) {
        return switch (random.nextInt(depth > 2 ? 6 : 9)) {
            case 0 -> Json.parse("null");
            case 1 -> Json.parse(random.nextBoolean() ? "true" : "false");
            case 2 -> Json.parse(any(List.of("0", "1", "-1", "0.5", "3", "65536", "2147483648", "1e300", "1e999")));
            case 3, 4, 5 -> Json.text(any(TEXTS));
            case 6 -> {
                ArrayNode array = Json.array();
                for (int left = random.nextInt(4); left > 0; left--) {
                    array.add(value(depth + 1));
                }
                yield array;
            }
            default -> object(depth + 1);
        };
    }

    private ObjectNode object(int depth) {
        ObjectNode object = Json.object();
        for (int left = random.nextInt(4); left > 0; left--) {
            object.set(any(FIELDS), value(depth));
        }
        return object;
    }

    private String body() {
        return switch (random.nextInt(8)) {
            case 0 -> value(0).toString();
            case 1 -> any(List.of("", "{", "[", "nul", "{\"id\":}", "\"\\uD800\"", "[{}]", "[1]"));
            case 2 -> Json.array().add(object(0)).add(app()).toString();
            default -> app().toString();
        };
    }

    /** Mostly right. */
    private ObjectNode app() {
        ObjectNode app = Json.object().put("cmd", "sleep").put("instances", random.nextInt(3));
        if (random.nextInt(3) == 0) {
            app.put("id", any(List.of("/a", "b", "/c.d", "/a/b")));
        }
        for (int left = random.nextInt(2); left > 0; left--) {
            app.set(any(FIELDS), value(0));
        }
        if (app.path("instances").asInt(0) > 5) {
            app.put("instances", 5);
        }
        return app;
    }

    @ParameterizedTest
    @EnumSource
    void everyRequestIsAnsweredAndASuccessorCanReadWhatCameOfIt(Profile profile) {
        random = new SplittableRandom(7);
        MarathonWorld marathons =
                MarathonWorld.empty(1, directory, "profile", profile.toString()).withRealCores();
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
        int changes = 0;
        for (int i = 0; i < REQUESTS; i++) {
            String method = any(METHODS);
            String path = path();
            String body = body().replace("\"Infinity\"", "1e999");
            Response answer = marathons.world().http(ONE, method, path, body);
            assertThat(answer.status())
                    .describedAs("%s %s %s: %s", method, path, body, answer.text())
                    .isIn(SENSIBLE);
            changes += answer.status() < 300 && !method.equals("GET") ? 1 : 0;
        }
        assertThat(changes).isGreaterThan(100);
        String apps = marathons.json(ONE, "/v2/groups").toString();
        marathons.world().kill(ONE);
        marathons.run(15);
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(20));
        assertThat(marathons.json(ONE, "/v2/groups")).hasToString(apps);
    }
}
