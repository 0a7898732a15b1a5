package io.partita.workloads.mesos.api;

import static io.partita.workloads.http.RawServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.partita.workloads.http.HttpExchange;
import io.partita.workloads.http.RawServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MarathonApiTests {

    private static final String API = "marathon-1.8.244/api/";
    private static final String RESULT = answer("200 OK", Captures.text(API + "29-put-scale3.json"));

    private final HttpExchange http = new HttpExchange(Duration.ofSeconds(20));

    /** What is done with an API. */
    private interface Use<T> {
        Reply<T> of(MarathonApi api) throws InterruptedException;
    }

    private static String recorded(String file) {
        return answer("200 OK\r\nContent-Type: application/json", Captures.text(API + file));
    }

    private <T> Reply<T> use(String answer, Use<T> use, String request) throws Exception {
        try (RawServer server = RawServer.answering(answer)) {
            Reply<T> reply = use.of(new MarathonApi(http, server.uri("")));
            assertThat(server.requests()).singleElement().satisfies(sent -> {
                String[] headAndBody = sent.split("\n\n", 2);
                assertThat((headAndBody[0].lines().findFirst().orElseThrow().replace(" HTTP/1.1", "") + " "
                                        + headAndBody[1])
                                .strip())
                        .isEqualTo(request);
            });
            return reply;
        }
    }

    private <T> T good(String answer, Use<T> use, String request) throws Exception {
        return use(answer, use, request).good().orElseThrow();
    }

    private <T> void says(String answer, Use<T> use, String request, T expected) throws Exception {
        assertThat(good(answer, use, request)).isEqualTo(expected);
    }

    @Test
    void aPongIsAPongWhateverItsForm() throws Exception {
        assertThat(good(answer("200 OK", "pong"), MarathonApi::ping, "GET /ping"))
                .isEqualTo("pong");
        assertThat(good(recorded("01-ping.json"), MarathonApi::ping, "GET /ping"))
                .isEqualTo("pong");
    }

    @Test
    void aMarathonSaysWhoLeads() throws Exception {
        assertThat(good(recorded("02-info.json"), MarathonApi::info, "GET /v2/info"))
                .isEqualTo(new MarathonInfo(
                        "marathon", "1.8.244", "127.0.0.1:8080", "66829c49-94e3-4ac4-b7d0-1cbcb2990a42-0000", true));
        assertThat(good(recorded("03-leader.json"), MarathonApi::leader, "GET /v2/leader"))
                .isEqualTo("127.0.0.1:8080");
        assertThat(good(
                        answer("200 OK", "{\"message\":\"Leadership abdicated\"}"),
                        MarathonApi::abdicate,
                        "DELETE /v2/leader"))
                .isEqualTo("Leadership abdicated");
    }

    @Test
    void aReleaseThatDoesNotSayWhetherItLeadsIsTakenToIfItKnowsALeader() throws Exception {
        assertThat(good(
                        answer(
                                "200 OK",
                                "{\"name\":\"m\",\"version\":\"0.7.6\",\"leader\":\"a:1\",\"frameworkId\":null}"),
                        MarathonApi::info,
                        "GET /v2/info"))
                .isEqualTo(new MarathonInfo("m", "0.7.6", "a:1", null, true));
    }

    @Test
    void anAppIsReadWithItsTasks() throws Exception {
        App app = good(recorded("24-app-after-kill.json"), api -> api.app("/sleep"), "GET /v2/apps/sleep");
        assertThat(app.id()).isEqualTo("/sleep");
        assertThat(app.instances()).isEqualTo(2);
        assertThat(app.cmd()).isEqualTo("sleep 3600");
        assertThat(app.version()).isEqualTo("2026-11-21T00:21:12.975Z");
        assertThat(app.upgradeStrategy()).isEqualTo(App.UpgradeStrategy.DEFAULT);
        assertThat(app.tasksRunning()).isEqualTo(1);
        assertThat(app.tasksShown()).isTrue();
        assertThat(app.tasks()).hasSize(2).first().satisfies(task -> {
            assertThat(task.id()).isEqualTo("sleep.instance-759f1212-e541-11f1-9384-fe05cbb98fd3._app.1");
            assertThat(task.state()).isEqualTo("TASK_FAILED");
            assertThat(task.isRunning()).isFalse();
            assertThat(task.version()).isNull();
            assertThat(task.ports()).isEmpty();
        });
        assertThat(app.tasks().get(1).slaveId()).isEqualTo("66829c49-94e3-4ac4-b7d0-1cbcb2990a42-S0");
        assertThat(app.tasks().get(1).ports()).containsExactly(31245);
    }

    @Test
    void anAppIsReadWithLabelsAndEnvironment() throws Exception {
        App app = good(
                answer(
                        "200 OK",
                        "{\"id\":\"/x\",\"instances\":1,\"version\":\"v\",\"labels\":{\"a\":\"b\"},"
                                + "\"env\":{\"C\":\"d\",\"E\":{\"secret\":\"f\"}},\"deployments\":[{\"id\":\"g\"}],"
                                + "\"upgradeStrategy\":{\"minimumHealthCapacity\":0.5}}"),
                api -> api.app("/x", "2015-01-01T00:00:00.000Z"),
                "GET /v2/apps/x/versions/2015-01-01T00%3A00%3A00.000Z");
        assertThat(app.labels()).isEqualTo(Map.of("a", "b"));
        assertThat(app.env()).isEqualTo(Map.of("C", "d", "E", "{\"secret\":\"f\"}"));
        assertThat(app.deployments()).containsExactly("g");
        assertThat(app.upgradeStrategy()).isEqualTo(new App.UpgradeStrategy(0.5, 1));
        assertThat(app.tasksRunning()).isEqualTo(-1);
        assertThat(app.tasksShown()).isFalse();
    }

    @Test
    void allAppsAndTasksAreListed() throws Exception {
        assertThat(good(recorded("15-apps.json"), MarathonApi::apps, "GET /v2/apps"))
                .hasSize(1);
        assertThat(good(
                        recorded("15-apps.json"),
                        MarathonApi::appsWithTasks,
                        "GET /v2/apps?embed=apps.tasks&embed=apps.counts&embed=apps.deployments"))
                .hasSize(1);
        assertThat(good(recorded("18-tasks.json"), MarathonApi::tasks, "GET /v2/tasks"))
                .hasSize(2)
                .allMatch(AppTask::isRunning);
        List<AppTask> ofOne =
                good(recorded("17-app-tasks.json"), api -> api.appTasks("/sleep"), "GET /v2/apps/sleep/tasks");
        assertThat(ofOne).hasSize(2);
        says(
                recorded("22-versions.json"),
                api -> api.versions("/a/b"),
                "GET /v2/apps/a/b/versions",
                List.of("2026-11-21T00:21:12.975Z"));
    }

    @Test
    void aTaskOfAnOldReleaseRunsWhenItHasStarted() throws Exception {
        String tasks = "{\"tasks\":[{\"id\":\"a\",\"appId\":\"/x\",\"startedAt\":\"t\"},{\"id\":\"b\",\"appId\":\"/x\","
                + "\"startedAt\":null,\"healthCheckResults\":[{\"alive\":true},{\"alive\":false}]}]}";
        assertThat(good(answer("200 OK", tasks), MarathonApi::tasks, "GET /v2/tasks"))
                .extracting(AppTask::state, AppTask::alive)
                .containsExactly(tuple("TASK_RUNNING", List.of()), tuple("TASK_STAGING", List.of(true, false)));
    }

    @Test
    void anAppIsMade() throws Exception {
        App made = good(
                answer("201 Created", Captures.text(API + "10-post-sleep.json")),
                api -> api.create(Map.of("id", "/sleep")),
                "POST /v2/apps {\"id\":\"/sleep\"}");
        assertThat(made.deployments()).containsExactly("af99b173-49db-45d5-860e-73a427fef1e9");
    }

    @Test
    void anAppIsChanged() throws Exception {
        var result = new DeploymentResult("2026-11-21T00:21:55.159Z", "b70fc98e-7981-4ea3-b611-7e423c104db2");
        says(RESULT, api -> api.scale("/sleep", 3, false), "PUT /v2/apps/sleep {\"instances\":3}", result);
        says(
                RESULT,
                api -> api.update("/a b/ü", Map.of("cmd", "x"), true),
                "PUT /v2/apps/a%20b/%C3%BC?force=true {\"cmd\":\"x\"}",
                result);
        says(RESULT, api -> api.restart("/sleep", true), "POST /v2/apps/sleep/restart?force=true", result);
        says(RESULT, api -> api.delete("/sleep", false), "DELETE /v2/apps/sleep", result);
    }

    @Test
    void tasksAreKilled() throws Exception {
        Killed one = good(
                recorded("32-delete-task.json"),
                api -> api.killTask("/sleep", "t.1", false),
                "DELETE /v2/apps/sleep/tasks/t.1?scale=false");
        assertThat(one.tasks()).hasSize(1);
        assertThat(one.deployment()).isNull();
        Killed scaled =
                good(RESULT, api -> api.killTask("/sleep", "t", true), "DELETE /v2/apps/sleep/tasks/t?scale=true");
        assertThat(scaled.deployment()).isNotNull();
        assertThat(good(
                                recorded("17-app-tasks.json"),
                                api -> api.killTasks("/sleep", false),
                                "DELETE /v2/apps/sleep/tasks?scale=false")
                        .tasks())
                .hasSize(2);
    }

    @Test
    void deploymentsAreListedAndEnded() throws Exception {
        assertThat(good(recorded("11-deployments-inflight.json"), MarathonApi::deployments, "GET /v2/deployments"))
                .containsExactly(new Deployment(
                        "af99b173-49db-45d5-860e-73a427fef1e9", "2026-11-21T00:21:12.975Z", List.of("/sleep"), 2, 2));
        Optional<DeploymentResult> back =
                good(RESULT, api -> api.cancelDeployment("d", false), "DELETE /v2/deployments/d");
        assertThat(back).isPresent();
        says(
                answer("202 Accepted", ""),
                api -> api.cancelDeployment("d", true),
                "DELETE /v2/deployments/d?force=true",
                Optional.empty());
    }

    @Test
    void theQueueIsReadAndItsDelayReset() throws Exception {
        assertThat(good(recorded("26-queue-after-kill.json"), MarathonApi::queue, "GET /v2/queue"))
                .containsExactly(new QueueItem("/sleep", 1, 0, false));
        String delayed =
                "{\"queue\":[{\"count\":2,\"app\":{\"id\":\"/x\"},\"delay\":{\"timeLeftSeconds\":7,\"overdue\":true}}]}";
        assertThat(good(answer("200 OK", delayed), MarathonApi::queue, "GET /v2/queue"))
                .containsExactly(new QueueItem("/x", 2, 7, true));
        assertThat(use(
                        "HTTP/1.1 204 No Content\r\n\r\n",
                        api -> api.resetDelay("/sleep"),
                        "DELETE /v2/queue/sleep/delay"))
                .isEqualTo(new Reply.Ok<>("", 204));
    }

    @Test
    void anIdOrAnAddressThatIsNoneIsRefusedBeforeItIsSent() {
        var api = new MarathonApi(http, URI.create("http://127.0.0.1:1"));
        assertThatThrownBy(() -> api.app("web")).hasMessageContaining("not an app's id like /web: web");
        assertThatThrownBy(() -> new MarathonApi(http, URI.create("http://127.0.0.1:1/v2")))
                .hasMessageContaining("http://127.0.0.1:1/v2");
    }
}
