package io.partita.testbed.marathon.api;

import static io.partita.testbed.marathon.MarathonWorld.ONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.MarathonWorld;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ApiTests {

    @TempDir
    private Path directory;

    private MarathonWorld marathons;

    @BeforeEach
    void begin() {
        begin("modern");
    }

    private void begin(String profile) {
        marathons = MarathonWorld.empty(1, directory, "profile", profile);
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
    }

    private int status(String method, String path, String body) {
        return marathons.world().http(ONE, method, path, body).status();
    }

    private JsonNode app(String path) {
        return marathons.json(ONE, path).get("app");
    }

    private void post(String id, int instances) {
        assertThat(marathons.postApp(ONE, id, instances).status()).isEqualTo(201);
        marathons.run(2);
    }

    @Test
    void idsMayHaveSeveralPartsAndOneOrTwoSlashes() {
        post("/shop/web", 2);
        for (String path : List.of("/v2/apps/shop/web", "/v2/apps//shop/web")) {
            assertThat(app(path).get("id").stringValue()).isEqualTo("/shop/web");
            assertThat(marathons.json(ONE, path + "/tasks").get("tasks")).hasSize(2);
            assertThat(marathons.json(ONE, path + "/versions").get("versions")).hasSize(1);
        }
    }

    @Test
    void putMakesAnAppAndChangesNothingThatItDoesNotName() {
        assertThat(status("PUT", "/v2/apps/web", "{\"cmd\":\"a\",\"mem\":16}")).isEqualTo(201);
        marathons.run(2);
        assertThat(status("PUT", "/v2/apps/web", "{\"instances\":3}")).isEqualTo(200);
        marathons.run(2);
        assertThat(app("/v2/apps/web").get("mem").intValue()).isEqualTo(16);
        assertThat(status("PUT", "/v2/apps/web?partialUpdate=false", "{\"cmd\":\"b\"}"))
                .isEqualTo(200);
        marathons.run(2);
        assertThat(app("/v2/apps/web").get("mem").intValue()).isEqualTo(128);
        assertThat(app("/v2/apps/web").get("instances").intValue()).isEqualTo(1);
    }

    @Test
    void versionsTellScalingFromConfiguration() {
        post("/web", 1);
        String first = app("/v2/apps/web").get("version").stringValue();
        marathons.put(ONE, "/v2/apps/web", "{\"instances\":2}");
        marathons.run(2);
        JsonNode scaled = app("/v2/apps/web");
        assertThat(scaled.at("/versionInfo/lastScalingAt")).isEqualTo(scaled.get("version"));
        assertThat(scaled.at("/versionInfo/lastConfigChangeAt").stringValue()).isEqualTo(first);
        marathons.put(ONE, "/v2/apps/web", "{\"cmd\":\"other\"}");
        marathons.run(2);
        assertThat(app("/v2/apps/web").at("/versionInfo/lastConfigChangeAt"))
                .isEqualTo(app("/v2/apps/web").get("version"));
        assertThat(marathons.json(ONE, "/v2/apps/web/versions").get("versions")).hasSize(3);
        assertThat(marathons
                        .json(ONE, "/v2/apps/web/versions/" + first)
                        .get("instances")
                        .intValue())
                .isEqualTo(1);
        assertThat(status("PUT", "/v2/apps/web", "{\"version\":\"" + first + "\"}"))
                .isEqualTo(200);
        marathons.run(2);
        assertThat(app("/v2/apps/web").get("cmd").stringValue()).isEqualTo("sleep 3600");
        assertThat(app("/v2/apps/web").get("version").stringValue()).isNotEqualTo(first);
    }

    @Test
    void severalAppsChangeInOneDeployment() {
        post("/a", 1);
        String body = "[{\"id\":\"/a\",\"instances\":2},{\"id\":\"/b\",\"cmd\":\"x\"}]";
        assertThat(status("PATCH", "/v2/apps", body)).isEqualTo(404);
        assertThat(status("PUT", "/v2/apps", body)).isEqualTo(200);
        assertThat(marathons.json(ONE, "/v2/deployments").get(0).get("affectedApps"))
                .hasSize(2);
        assertThat(marathons.appIds(ONE)).containsExactly("/a", "/b");
    }

    @Test
    void servicePortsAreChosenOncePerAppAndKept() {
        post("/a", 1);
        post("/b", 1);
        assertThat(app("/v2/apps/a").at("/portDefinitions/0/port").intValue()).isEqualTo(10000);
        assertThat(app("/v2/apps/b").at("/portDefinitions/0/port").intValue()).isEqualTo(10001);
        marathons.put(ONE, "/v2/apps/b", "{\"ports\":[0,0]}");
        marathons.run(2);
        assertThat(app("/v2/apps/b")
                        .get("portDefinitions")
                        .valueStream()
                        .map(port -> port.get("port").intValue()))
                .containsExactly(10001, 10002);
    }

    @Test
    void theListCanBeFiltered() {
        marathons.post(
                ONE, "/v2/apps", "{\"id\":\"/a\",\"cmd\":\"sleep 1\",\"labels\":{\"tier\":\"web\",\"x\":\"1\"}}");
        marathons.post(ONE, "/v2/apps", "{\"id\":\"/b\",\"cmd\":\"true\",\"labels\":{\"tier\":\"db\"}}");
        assertThat(ids("cmd=SLEEP")).containsExactly("/a");
        assertThat(ids("id=b")).containsExactly("/b");
        assertThat(ids("label=tier==web")).containsExactly("/a");
        assertThat(ids("label=tier!=web")).containsExactly("/b");
        assertThat(ids("label=x")).containsExactly("/a");
        assertThat(ids("label=tier%20in%20(web,%20db),x")).containsExactly("/a");
        assertThat(ids("label=tier%20notin%20(web)")).containsExactly("/b");
        marathons.run(2);
        assertThat(marathons.json(ONE, "/v2/apps?embed=apps.tasks").at("/apps/0/tasks"))
                .hasSize(1);
        assertThat(marathons.json(ONE, "/v2/apps").at("/apps/0").has("tasks")).isFalse();
    }

    private List<String> ids(String query) {
        return marathons
                .json(ONE, "/v2/apps?" + query)
                .get("apps")
                .valueStream()
                .map(app -> app.get("id").stringValue())
                .toList();
    }

    @Test
    void tasksAreKilledByHostByIdAndWithTheWishForThem() {
        post("/web", 2);
        String host = marathons.json(ONE, "/v2/tasks").at("/tasks/0/host").stringValue();
        Response killed = marathons.delete(ONE, "/v2/apps/web/tasks?host=" + host);
        assertThat(Json.parse(killed.text()).get("tasks")).hasSize(1);
        String id = marathons.json(ONE, "/v2/tasks").at("/tasks/0/id").stringValue();
        Response byId = marathons.post(ONE, "/v2/tasks/delete", "{\"ids\":[\"" + id + "\"]}");
        assertThat(Json.parse(byId.text()).at("/tasks/0/id").stringValue()).isEqualTo(id);
        assertThat(marathons.json(ONE, "/v2/tasks").get("tasks")).hasSize(2);
        Response scaled = marathons.delete(ONE, "/v2/apps/web/tasks?scale=true");
        assertThat(scaled.headers()).containsKey("Marathon-Deployment-Id");
        assertThat(app("/v2/apps/web").get("instances").intValue()).isZero();
        assertThat(status("DELETE", "/v2/apps/web/tasks?scale=true&wipe=true", ""))
                .isEqualTo(400);
    }

    @Test
    void aDeploymentIsRolledBackOrEndedWhereItStands() {
        post("/web", 1);
        marathons.put(ONE, "/v2/apps/web", "{\"instances\":5}");
        String id = marathons.json(ONE, "/v2/deployments").at("/0/id").stringValue();
        Response back = marathons.delete(ONE, "/v2/deployments/" + id);
        assertThat(Json.parse(back.text()).has("deploymentId")).isTrue();
        marathons.run(2);
        assertThat(app("/v2/apps/web").get("instances").intValue()).isEqualTo(1);
        marathons.put(ONE, "/v2/apps/web", "{\"instances\":5}");
        String other = marathons.json(ONE, "/v2/deployments").at("/0/id").stringValue();
        assertThat(status("DELETE", "/v2/deployments/" + other + "?force=true", ""))
                .isEqualTo(202);
        assertThat(app("/v2/apps/web").get("instances").intValue()).isEqualTo(5);
    }

    @Test
    void groupsFollowTheIds() {
        post("/shop/web", 1);
        post("/a", 1);
        JsonNode root = marathons.json(ONE, "/v2/groups");
        assertThat(root.at("/apps/0/id").stringValue()).isEqualTo("/a");
        assertThat(root.at("/groups/0/id").stringValue()).isEqualTo("/shop");
        assertThat(root.at("/groups/0/apps/0/id").stringValue()).isEqualTo("/shop/web");
        assertThat(marathons.json(ONE, "/v2/groups/shop").get("apps")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /v2/nothing | | 404",
                "GET | /v2/apps/none | | 404",
                "GET | /v2/apps/none/tasks | | 404",
                "GET | /v2/apps/none/versions | | 404",
                "GET | /v2/apps/web/versions/2000-01-01T00:00:00.000Z | | 404",
                "DELETE | /v2/apps/none | | 404",
                "POST | /v2/apps/none/restart | | 404",
                "PATCH | /v2/apps/none | {'instances':1} | 404",
                "DELETE | /v2/apps/web/tasks/none | | 404",
                "DELETE | /v2/deployments/none | | 404",
                "DELETE | /v2/queue/web/delay | | 404",
                "GET | /v2/groups/none | | 404",
                "DELETE | /v2/apps | | 405",
                "POST | /v2/apps/web | {} | 405",
                "GET | /v2/apps/web/restart | | 405",
                "PUT | /v2/groups | {} | 405",
                "POST | /v2/leader | | 405",
                "POST | /v2/info | | 405",
                "POST | /ping | | 405",
                "POST | /v2/events | | 405",
                "POST | /v2/apps | [ | 400",
                "POST | /v2/apps | | 400",
                "GET | /v2/tasks?status=asleep | | 400",
                "GET | /v2/apps?label=%3D%3D | | 400",
                "POST | /v2/apps | 7 | 422",
                "POST | /v2/apps | {'id':'/x','cmd':'a','colour':1} | 422",
                "PUT | /v2/apps/web | {'instances':'many'} | 422",
                "PUT | /v2/apps/web | {'id':'/other','instances':1} | 422",
                "PUT | /v2/apps | {} | 422",
                "PUT | /v2/apps | [{'id':'/web'},{'id':'web'}] | 422",
                "POST | /v2/tasks/delete | {'ids':'x'} | 422",
                "POST | /v2/apps | {'id':'/web','cmd':'a'} | 409"
            })
    void errorsHaveTheirStatusAndAMessage(String method, String path, String body, int status) {
        post("/web", 1);
        Response response = marathons.world().http(ONE, method, path, body == null ? "" : body.replace('\'', '"'));
        assertThat(response.status()).isEqualTo(status);
        assertThat(Json.parse(response.text()).get("message").stringValue()).isNotEmpty();
    }

    @Test
    void anAppOnItsWayIsLockedUnlessForced() {
        post("/web", 1);
        assertThat(status("PUT", "/v2/apps/web", "{\"instances\":2}")).isEqualTo(200);
        assertThat(status("PUT", "/v2/apps/web", "{\"instances\":3}")).isEqualTo(409);
        assertThat(status("DELETE", "/v2/apps/web", "")).isEqualTo(409);
        assertThat(status("PUT", "/v2/apps/web?force=true", "{\"instances\":4}"))
                .isEqualTo(200);
    }

    @Test
    void atMostAHundredDeploymentsRunAtOnce() {
        for (int i = 0; i < 100; i++) {
            marathons.world().ask(ONE, "POST", "/v2/apps", "{\"id\":\"/a" + i + "\",\"cmd\":\"a\"}");
        }
        assertThat(status("POST", "/v2/apps", "{\"id\":\"/b\",\"cmd\":\"a\"}")).isEqualTo(403);
        marathons.run(5);
        assertThat(status("POST", "/v2/apps", "{\"id\":\"/b\",\"cmd\":\"a\"}")).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"classic, 504", "pa, 503"})
    void whatCannotBeStoredInTimeIsAnError(String profile, int status) {
        marathons = MarathonWorld.empty(1, directory, "profile", profile, "marathon.zk.session", "40s", "bugs", "B24");
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
        marathons.world().zooKeeper().cutOff(ONE.host());
        assertThat(status("POST", "/v2/apps", "{\"id\":\"/b\",\"cmd\":\"a\"}")).isEqualTo(status);
    }

    @Test
    void updatesAtOnceAreMadeOneAfterAnother() {
        post("/web", 1);
        marathons.world().ask(ONE, "PUT", "/v2/apps/web?force=true", "{\"instances\":3}");
        marathons.world().ask(ONE, "PUT", "/v2/apps/web?force=true", "{\"mem\":17}");
        marathons.run(3);
        assertThat(app("/v2/apps/web").get("instances").intValue()).isEqualTo(3);
        assertThat(app("/v2/apps/web").get("mem").intValue()).isEqualTo(17);
    }

    @Test
    void theClassicReleaseOverwritesAnAppThatIsPostedAgainAndKnowsFewerFields() {
        begin("classic");
        post("/web", 1);
        assertThat(marathons.postApp(ONE, "/web", 2).status()).isEqualTo(201);
        JsonNode app = app("/v2/apps/web");
        assertThat(app.get("instances").intValue()).isEqualTo(2);
        assertThat(app.get("ports").get(0).intValue()).isEqualTo(10000);
        assertThat(app.has("portDefinitions") || app.has("unreachableStrategy") || app.has("tasksHealthy"))
                .isFalse();
    }

    @Test
    void metricsTellWhatRuns() {
        post("/web", 2);
        assertThat(marathons
                        .json(ONE, "/metrics")
                        .get("gauges")
                        .get("marathon.instances.running.gauge")
                        .get("value")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void noTwoVersionsAreTheSameWhoeverGivesThemOutAndWhateverTheClockDoes() {
        marathons = MarathonWorld.empty(1, directory.resolve("real")).withRealCores();
        marathons.start(ONE);
        marathons.awaitLeader(ONE, Duration.ofSeconds(5));
        // Without a master the deployment stays until it is taken back, under a version that no request named.
        Response created = marathons.postApp(ONE, "/web", 1);
        String deployment = created.headers().get("Marathon-Deployment-Id");
        marathons.world().setClocks(Duration.ofHours(-1));
        List<String> versions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Response back = marathons.delete(ONE, "/v2/deployments/" + deployment);
            Response put = marathons.put(ONE, "/v2/apps/web?force=true", "{\"cmd\":\"" + i + "\"}");
            versions.add(Json.parse(back.text()).get("version").stringValue());
            versions.add(Json.parse(put.text()).get("version").stringValue());
            deployment = put.headers().get("Marathon-Deployment-Id");
        }
        assertThat(versions).isSorted().doesNotHaveDuplicates();
    }
}
