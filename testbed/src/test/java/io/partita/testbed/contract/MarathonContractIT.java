package io.partita.testbed.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.contract.Cluster.Member;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Marathons as processes, over a master and two agents, answer as real ones did: the recorded requests are made again in the
 * recorded order and situations; then every answer is looked at.
 */
class MarathonContractIT {

    private static final String JSON = "application/json";
    private static final String APP = "/v2/apps//sleep";
    private static final String KILLED_TASK = "sleep.instance-759f1212-e541-11f1-9384-fe05cbb98fd3._app.2";

    /** Long enough to ask while a killed task is not yet replaced, short enough to wait for. */
    private static final String[] OPTIONS = {"marathon.revive.interval=4s", "marathon.zk.session=3s"};

    private static final List<Exchange> EXCHANGES = new ArrayList<>();

    private static Cluster cluster;
    private static List<Member> agents;
    private static Member marathon;
    private static Map<String, String> names;

    @BeforeAll
    static void meetTheSituations(@TempDir Path directory) throws Exception {
        try (Cluster made = new Cluster(directory)) {
            cluster = made;
            cluster.start("master", "master");
            agents = List.of(cluster.start("agent1", "agent"), cluster.start("agent2", "agent"));
            marathon = cluster.start("marathon1", "marathon", OPTIONS);
            names = Map.of(marathon.http().toString(), "127.0.0.1:8080");
            until("a framework", () -> Cluster.says(marathon.http(), "/v2/info", "\"frameworkId\":\""));
            try (EventClient events = new EventClient(marathon.http())) {
                until("a stream", () -> events.text().contains("event_stream_attached"));
                life(events);
                compare(events.text());
            }
            ensemble();
        }
    }

    /** One app's life on one Marathon. */
    private static void life(EventClient events) throws Exception {
        replay("01-ping", "02-info", "03-leader", "04-apps-empty", "05-tasks-empty", "06-deployments-empty");
        replay("07-app-404", "08-post-invalid", "09-post-badjson", "10-post-sleep");
        replay("11-deployments-inflight", "12-apps-inflight", "13-queue-inflight");
        awaitRunning(marathon, "/sleep", 2);
        replay("14-post-duplicate", "15-apps", "16-app-sleep", "17-app-tasks", "18-tasks", "19-deployments");
        replay("20-queue", "21-groups", "22-versions");
        Answer text = Cluster.ask(marathon.http(), "GET", "/v2/tasks", "text/plain", "");
        EXCHANGES.add(Exchange.of(
                "marathon GET /v2/tasks",
                "23-tasks",
                text.with(Recordings.text(Recordings.MARATHON + "api/23-tasks.txt")),
                text));

        String victim = taskIds().get(0);
        endProcessOf(victim);
        until("one task", () -> Cluster.says(marathon.http(), APP, "\"tasksRunning\":1"));
        replay("24-app-after-kill", "25-tasks-after-kill", "26-queue-after-kill");
        awaitRunning(marathon, "/sleep", 2);
        replay("27-app-after-restart", "28-tasks-after-restart", "29-put-scale3", "30-put-conflict");
        awaitRunning(marathon, "/sleep", 3);
        replay("31-app-scale3");
        String killed = victim.replace("._app.1", "._app.2");
        EXCHANGES.add(exchange("32-delete-task", killed));
        replay("33-app-after-taskkill");
        until(
                "the end of " + killed,
                () -> new EventLog(events.text()).stories().stream().anyMatch(story -> story.contains("TASK_KILLED")));
        replay("34-delete-app");
        until(
                "the end of the app",
                () -> events.text().contains("app_terminated_event")
                        && Cluster.get(marathon.http(), "/v2/deployments")
                                .body()
                                .equals("[]"));
        replay("35-apps-end", "36-tasks-end");
    }

    private static void compare(String stream) {
        EXCHANGES.add(Exchange.of(
                "marathon GET /v2/events",
                "events",
                Answer.parse(Recordings.text(Recordings.MARATHON + "api/events.hdr"))
                        .with(""),
                Answer.parse(stream).renamed(names).with("")));
        EventLog recorded = new EventLog(Recordings.text(Recordings.MARATHON + "api/events.sse"));
        EventLog ours = new EventLog(stream);
        Map<String, Shape> recordedShapes = recorded.shapes();
        Map<String, Shape> ourShapes = ours.shapes();
        TreeSet<String> types = new TreeSet<>(recordedShapes.keySet());
        types.addAll(ourShapes.keySet());
        for (String type : types) {
            EXCHANGES.add(new Exchange(
                    "marathon event " + type,
                    "events",
                    Comparison.ofShapes(
                            recordedShapes.getOrDefault(type, Shape.of()), ourShapes.getOrDefault(type, Shape.of()))));
        }
        List<Difference> stories = new ArrayList<>();
        List<String> extra = new ArrayList<>(ours.stories());
        for (String story : recorded.stories()) {
            if (!extra.remove(story)) {
                stories.add(new Difference(story, Difference.MISSING));
            }
        }
        extra.forEach(story -> stories.add(new Difference(story, Difference.EXTRA)));
        EXCHANGES.add(new Exchange("marathon order of events", "events", stories));
    }

    /** The same Marathon leads two others, dies, and its successor abdicates. */
    private static void ensemble() throws Exception {
        Member second = cluster.start("marathon2", "marathon", OPTIONS);
        until("the second", () -> Cluster.says(second.http(), "/v2/leader", "leader"));
        Member third = cluster.start("marathon3", "marathon", OPTIONS);
        until("the third", () -> Cluster.says(third.http(), "/v2/leader", "leader"));
        names = new HashMap<>();
        List<Member> all = List.of(marathon, second, third);
        for (int i = 0; i < all.size(); i++) {
            names.put(all.get(i).http().toString(), "127.0.0.1:808" + (i + 1));
        }
        for (Member each : all) {
            String port = names.get(each.http().toString()).split(":")[1];
            whole("/v2/leader", each, "leader-" + port);
            whole("/v2/info", each, "info-" + port);
            whole("/ping", each, "ping-" + port);
        }
        Answer posted = Cluster.ask(
                second.http(),
                "POST",
                "/v2/apps",
                JSON,
                "{\"id\":\"/sleepha\",\"cmd\":\"sleep 3601\",\"cpus\":0.1,\"mem\":16,\"instances\":2}");
        body("POST /v2/apps", "post", posted);
        awaitRunning(second, "/sleepha", 2);
        whole("/v2/apps//sleepha/tasks", second, "follower-proxied-tasks");

        cluster.kill(marathon);
        String page = Recordings.text(Recordings.MARATHON + "ha/failover-poll.txt")
                .lines()
                .findFirst()
                .orElseThrow();
        for (Member each : List.of(second, third)) {
            Answer refused = Cluster.get(each.http(), "/v2/leader");
            EXCHANGES.add(Exchange.of(
                    "marathon GET /v2/leader",
                    "ha/failover-poll",
                    new Answer(
                            502,
                            refused.reason(),
                            refused.headers(),
                            page.substring(page.indexOf('<'), page.lastIndexOf('>') + 1)),
                    refused));
        }
        marathon = second;
        // The id of the framework is in the store; where the master is, a leader knows only once it has registered.
        until(
                "a new leader that has registered",
                () -> Cluster.says(second.http(), "/v2/leader", second.http().toString())
                        && Cluster.says(second.http(), "/v2/info", "\"frameworkId\":\"")
                        && Cluster.says(second.http(), "/v2/info", "\"mesos_leader_ui_url\":\""));
        body("GET /v2/info", "info-new-leader", Cluster.get(second.http(), "/v2/info"));
        body(
                "GET /v2/apps//sleepha/tasks",
                "tasks-after-failover",
                Cluster.get(second.http(), "/v2/apps//sleepha/tasks"));
        EXCHANGES.add(Exchange.of(
                "marathon DELETE /v2/leader",
                "ha/delete-leader",
                Recordings.whole("ha/delete-leader.http"),
                Cluster.ask(second.http(), "DELETE", "/v2/leader", "*/*", "").renamed(names)));
        marathon = third;
        until(
                "the next leader",
                () -> !second.server().process().isAlive()
                        && Cluster.says(third.http(), "/v2/leader", third.http().toString()));
        body("DELETE /v2/apps//sleepha", "del", Cluster.ask(third.http(), "DELETE", "/v2/apps//sleepha", JSON, ""));
        until("the end of the app", () -> Cluster.says(third.http(), "/v2/tasks", "{\"tasks\":[]}"));
    }

    private static void whole(String path, Member member, String file) throws IOException {
        EXCHANGES.add(Exchange.of(
                "marathon GET " + path,
                "ha/" + file,
                Recordings.whole("ha/" + file + ".http"),
                Cluster.get(member.http(), path).renamed(names)));
    }

    /** Of some answers only the body was recorded. */
    private static void body(String request, String file, Answer ours) {
        Answer recorded = ours.with(Recordings.text(Recordings.MARATHON + "ha/" + file + ".json"));
        EXCHANGES.add(Exchange.of("marathon " + request, "ha/" + file, recorded, ours));
    }

    private static void replay(String... steps) throws IOException {
        for (String step : steps) {
            EXCHANGES.add(exchange(step, KILLED_TASK));
        }
    }

    /** @param task whose identifier takes the place of the recorded one */
    private static Exchange exchange(String step, String task) throws IOException {
        String[] words = Recordings.text(Recordings.MARATHON + "api/" + step + ".req")
                .lines()
                .findFirst()
                .orElseThrow()
                .split(" ", 4);
        Answer ours = Cluster.ask(
                marathon.http(), words[1], words[2].replace(KILLED_TASK, task), JSON, words.length < 4 ? "" : words[3]);
        String path = words[2].replaceFirst("\\?.*", "").replace(KILLED_TASK, "ID");
        return Exchange.of("marathon " + words[1] + " " + path, step, Recordings.marathon(step), ours.renamed(names));
    }

    private static void until(String what, Callable<Boolean> condition) throws Exception {
        marathon.server().until(what, condition);
    }

    private static void awaitRunning(Member member, String app, int tasks) throws Exception {
        until(
                tasks + " tasks",
                () -> Cluster.says(member.http(), "/v2/apps/" + app, "\"tasksRunning\":" + tasks)
                        && Cluster.get(member.http(), "/v2/deployments").body().equals("[]"));
    }

    private static List<String> taskIds() throws IOException {
        List<String> ids = new ArrayList<>();
        for (JsonNode task : Comparison.read(
                        Cluster.get(marathon.http(), APP + "/tasks").body())
                .path("tasks")) {
            ids.add(task.path("id").asString());
        }
        return ids;
    }

    /** Kills what a task runs: a process that an agent of this test started. */
    private static void endProcessOf(String task) {
        List<ProcessHandle> executors = agents.stream()
                .flatMap(agent -> agent.server().process().descendants())
                .filter(process -> process.info().commandLine().orElse("").contains("/" + task + "/"))
                .toList();
        assertThat(executors).as("executors of " + task).hasSize(1);
        executors.get(0).descendants().forEach(ProcessHandle::destroyForcibly);
    }

    static List<Exchange> exchanges() {
        return EXCHANGES;
    }

    @ParameterizedTest
    @MethodSource("exchanges")
    void answersAsTheRealOneDid(Exchange exchange) {
        assertThat(Differences.known().unknown(exchange))
                .as(exchange.toString())
                .isEmpty();
    }

    @Test
    void everyDifferenceInTheTableIsStillThere() {
        assertThat(Differences.known().stale(EXCHANGES, "marathon")).isEmpty();
    }
}
