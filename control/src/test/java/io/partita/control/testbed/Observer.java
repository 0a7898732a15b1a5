package io.partita.control.testbed;

import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.system.mesos.MesosCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks at a testbed from outside: over HTTP and at the nodes' processes. Polls with deadlines, never sleeps for a time. */
final class Observer {

    /** What may pass between an event and its being seen here, on a machine with more servers than processors. */
    static final Duration SLACK = Duration.ofSeconds(2);

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final Nodes nodes;
    private final MesosCluster testbed;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER).build();

    Observer(Nodes nodes, MesosCluster testbed) {
        this.nodes = nodes;
        this.testbed = testbed;
    }

    /** Waits until {@code condition} holds; answers after how long it was seen to. */
    static Duration until(String what, Duration limit, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (!condition.call()) {
            if (System.nanoTime() - begin > limit.toNanos()) {
                throw new AssertionError("not within " + limit.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Requires that {@code condition} holds all the time for so long. */
    static void throughout(String what, Duration time, Callable<Boolean> condition) throws Exception {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time.toNanos()) {
            if (!condition.call()) {
                throw new AssertionError("not after " + (System.nanoTime() - begin) / 1_000_000 + " ms: " + what);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    /** The one node whose master leads; fails if there is not one. */
    String masterLeader() {
        List<String> leaders = testbed.leaders(nodes);
        if (leaders.size() != 1) {
            throw new AssertionError("not one leading master but " + leaders);
        }
        return leaders.get(0);
    }

    /** The leading master's state; missing if none leads. */
    JsonNode masterState() {
        return testbed.leaders(nodes).stream()
                .findFirst()
                .map(node -> get(node, 5050, "/state.json"))
                .orElse(JsonMapper.shared().missingNode());
    }

    /** Whether the leading master says that the agent on {@code node} is not active; no answer says nothing. */
    boolean isLost(String node) {
        JsonNode state = masterState();
        return !state.isMissingNode() && !activeAgents(state).contains(node);
    }

    /** The names of the agents that the leading master takes for active; none if no master answers. */
    List<String> activeAgents() {
        return activeAgents(masterState());
    }

    private List<String> activeAgents(JsonNode state) {
        return StreamSupport.stream(state.path("slaves").spliterator(), false)
                .filter(agent -> agent.path("active").asBoolean(true))
                .map(agent -> nodeOf(agent.path("pid").asString("")))
                .sorted()
                .toList();
    }

    private String nodeOf(String pid) {
        return nodes.inventory().nodes().stream()
                .filter(node -> pid.endsWith("@" + node.address() + ":5051"))
                .findFirst()
                .map(node -> node.name())
                .orElse(pid);
    }

    /** Starts an app that sleeps, and waits until all its tasks run. */
    void runApp(String id, int instances) throws Exception {
        runApp(id, "exec sleep 86400", instances);
    }

    /** Starts an app whose tasks run {@code cmd}, and waits until all its tasks run. */
    void runApp(String id, String cmd, int instances) throws Exception {
        String app = "{\"id\":\"/%s\",\"cmd\":\"%s\",\"instances\":%d,\"cpus\":0.1,\"mem\":16}"
                .formatted(id, cmd, instances);
        HttpRequest request = HttpRequest.newBuilder(uri("n1", 8080, "/v2/apps"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.ofString(app))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 201) {
            throw new AssertionError("POST " + app + " was answered " + answer.statusCode() + " " + answer.body());
        }
        until(instances + " tasks of " + id + " run", Duration.ofSeconds(60), () -> running(id) == instances);
    }

    /** How many running tasks Marathon shows; -1 if it does not answer. */
    int running(String id) {
        return get("n1", 8080, "/v2/apps//" + id)
                .path("app")
                .path("tasksRunning")
                .asInt(-1);
    }

    /** The processes of all tasks, by node: what the nodes' kernels say. */
    Map<String, List<Long>> taskProcesses() {
        return new TreeMap<>(
                nodes.parallel(node -> node.run(Command.of("pgrep", "-x", "-r", "S,R,D,T,t", "-f", "sleep 86400"))
                        .stdout()
                        .lines()
                        .map(String::strip)
                        .map(Long::valueOf)
                        .sorted()
                        .toList()));
    }

    /** The answer of a server; missing if there is none, or another status than 200. */
    JsonNode get(String node, int port, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(node, port, path))
                    .timeout(ANSWER)
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? JsonMapper.shared().readTree(answer.body())
                    : JsonMapper.shared().missingNode();
        } catch (IOException | JacksonException e) {
            return JsonMapper.shared().missingNode();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private URI uri(String node, int port, String path) {
        return URI.create("http://" + nodes.inventory().node(node).address() + ":" + port + path);
    }
}
