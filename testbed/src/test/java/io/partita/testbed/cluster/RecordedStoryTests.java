package io.partita.testbed.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.sim.SimMesos;
import io.partita.testbed.sim.SimTask;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What was seen of a real Mesos 1.6.2 and Marathon 1.8.244, lived through again. The numbers in the comments were measured
 * there, once each; the bounds follow from the settings.
 */
class RecordedStoryTests {

    /** Messages on their way, a round of the loop, a process that starts: all that no setting names. */
    private static final Duration MOMENTS = Duration.ofSeconds(2);

    private static final int NODES = 5;
    private static final int SEEDS = 40;

    @TempDir
    private Path directory;

    private SimMesos cluster;

    private Duration setting(Knob knob) {
        return cluster.settings().duration(knob);
    }

    /** From the wish for a task to the running task, if nothing but the pause between two requests for offers holds it up. */
    private Duration launch() {
        return setting(Knob.MARATHON_REVIVE_INTERVAL)
                .plus(setting(Knob.ALLOCATION_INTERVAL).multipliedBy(2))
                .plus(MOMENTS);
    }

    /** From the loss of the old leader to the API of the next, if its supervisor has to start it. */
    private Duration takeover() {
        return setting(Knob.MARATHON_ZK_SESSION)
                .plus(setting(Knob.SUPERVISE_MARATHON))
                .multipliedBy(2)
                .plus(MOMENTS);
    }

    private Response ask(String method, String path, String body) {
        return cluster.world().http(cluster.leadingMarathon().orElseThrow(), method, path, body);
    }

    private List<String> listed(String appId, String field) {
        return cluster.listed(appId).stream()
                .map(task -> task.path(field).asString())
                .sorted()
                .toList();
    }

    private static String instanceOf(String taskId) {
        return taskId.substring(0, taskId.indexOf("._app."));
    }

    private void await(String what, Duration limit, java.util.function.BooleanSupplier condition) {
        long begin = cluster.world().nanos();
        while (!condition.getAsBoolean()) {
            assertThat(Duration.ofNanos(cluster.world().nanos() - begin))
                    .as(what)
                    .isLessThanOrEqualTo(limit);
            cluster.run(Duration.ofMillis(100));
        }
    }

    @Test
    void anAppFromItsFirstDayToItsLast() {
        cluster = SimMesos.start(1, directory, "profile", "modern");
        cluster.deploy("/sleep", 2);
        cluster.awaitRunning("/sleep", 2, launch()); // 12.1 s
        assertThat(ask("POST", "/v2/apps", "{\"id\":\"/sleep\",\"cmd\":\"sleep 3600\"}")
                        .status())
                .isEqualTo(409);

        SimTask victim = cluster.live("/sleep").get(0);
        cluster.run(setting(Knob.MARATHON_REVIVE_INTERVAL));
        victim.kill();
        await("seen", MOMENTS, () -> listed("/sleep", "state").contains("TASK_FAILED")); // 0.5 s
        cluster.awaitRunning("/sleep", 2, launch().plus(setting(Knob.MARATHON_BACKOFF_SECONDS))); // 29.3 s
        assertThat(listed("/sleep", "id")).contains(instanceOf(victim.taskId()) + "._app.2");

        assertThat(ask("PUT", "/v2/apps//sleep", "{\"instances\":3}").status()).isEqualTo(200);
        Response conflict = ask("PUT", "/v2/apps//sleep", "{\"instances\":4}");
        assertThat(conflict.status()).isEqualTo(409);
        assertThat(Json.parse(conflict.text()).path("deployments")).hasSize(1);
        cluster.awaitRunning("/sleep", 3, launch()); // 29.2 s

        String killed = listed("/sleep", "id").get(0);
        JsonNode answer =
                Json.parse(ask("DELETE", "/v2/apps//sleep/tasks/" + killed, "").text());
        assertThat(answer.at("/task/id").stringValue()).isEqualTo(killed);
        await(
                "its end",
                setting(Knob.EXECUTOR_GRACE).plus(MOMENTS),
                () -> cluster.live("/sleep").stream()
                        .noneMatch(task -> task.taskId().equals(killed)));
        cluster.awaitRunning("/sleep", 3, launch());
        assertThat(listed("/sleep", "id").stream().map(RecordedStoryTests::instanceOf))
                .contains(instanceOf(killed));

        assertThat(ask("DELETE", "/v2/apps//sleep", "").status()).isEqualTo(200);
        await(
                "nothing left",
                setting(Knob.EXECUTOR_GRACE).plus(MOMENTS),
                () -> cluster.live("/sleep").isEmpty()
                        && ask("GET", "/v2/apps", "").text().equals("{\"apps\":[]}")
                        && ask("GET", "/v2/tasks", "").text().equals("{\"tasks\":[]}")
                        && ask("GET", "/v2/deployments", "").text().equals("[]"));
    }

    /** A cluster in which two of five tasks run on a node that has neither a master nor a Marathon; answers that node. */
    private int twoOfFiveAside(String bugs) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            cluster = SimMesos.start(
                    seed,
                    directory.resolve(bugs + seed),
                    "profile",
                    "modern",
                    "marathon.revive.interval",
                    "5s",
                    "supervise.master",
                    "3s",
                    "supervise.agent",
                    "3s",
                    "supervise.marathon",
                    "3s",
                    "bugs",
                    bugs);
            cluster.run(setting(Knob.MARATHON_ZK_SESSION));
            String app = "{\"id\":\"/web\",\"cmd\":\"sleep 1000000\",\"instances\":5,\"cpus\":0.1,\"mem\":16,"
                    + "\"constraints\":[[\"hostname\",\"MAX_PER\",\"2\"]]}";
            assertThat(ask("POST", "/v2/apps", app).status()).isEqualTo(201);
            cluster.awaitRunning("/web", 5, launch().multipliedBy(2)); // 5 s
            for (int node = 4; node <= NODES; node++) {
                if (liveOn(node) == 2) {
                    return node;
                }
            }
        }
        throw new AssertionError("all seeds put the tasks elsewhere");
    }

    private long liveOn(int node) {
        return cluster.live("/web").stream()
                .filter(task -> task.host().equals(SimMesos.host(node)))
                .count();
    }

    private boolean isListedOn(int node) {
        return listed("/web", "host").contains("n" + node);
    }

    /** Cuts the node off for 120 s and looks when its tasks leave the listing. */
    private void isolate(int node) {
        cluster.run(setting(Knob.MARATHON_RECONCILE_DELAY).plus(setting(Knob.MARATHON_SCALE_DELAY)));
        cluster.world().isolate(SimMesos.host(node));
        long begin = cluster.world().nanos();
        int pings = cluster.settings().count(Knob.PING_MAX);
        Duration latest = setting(Knob.PING_TIMEOUT).multipliedBy(pings + 1).plus(MOMENTS);
        await("noticed", latest, () -> !isListedOn(node)); // 84.7 s
        assertThat(Duration.ofNanos(cluster.world().nanos() - begin))
                .isGreaterThan(setting(Knob.PING_TIMEOUT).multipliedBy(pings));
        cluster.run(launch());
    }

    @Test
    void bothTasksOfAnIsolatedNodeAreReplacedAndEndWhenItIsBack() {
        int node = twoOfFiveAside("");
        isolate(node);
        assertThat(cluster.live("/web")).hasSize(7);
        assertThat(listed("/web", "state")).hasSize(5).containsOnly("TASK_RUNNING");
        cluster.world().heal();
        cluster.awaitRunning(
                "/web", 5, setting(Knob.MARATHON_RECONCILE_INTERVAL).plus(setting(Knob.EXECUTOR_GRACE)));
    }

    @Test
    void withB43OneOfTheTwoIsReplacedUntilTheNextComparison() {
        int node = twoOfFiveAside("B43");
        isolate(node);
        assertThat(listed("/web", "state")).hasSize(4);
        cluster.run(launch().multipliedBy(3));
        assertThat(listed("/web", "state")).hasSize(4); // for 175 s, across the heal
        await(
                "repaired",
                setting(Knob.MARATHON_SCALE_INTERVAL).plus(launch()),
                () -> listed("/web", "state").size() == 5);
    }

    /** Every node sees itself and two others; no two see the same. */
    private void ring() {
        for (int node = 1; node <= NODES; node++) {
            cluster.world().cut(SimMesos.host(node), SimMesos.host((node + 1) % NODES + 1));
        }
    }

    @Test
    void aTaskThatDiesInARingOfMajoritiesIsReplacedAfterTheHealAtTheLatest() {
        int node = twoOfFiveAside("");
        ring();
        cluster.run(Duration.ofSeconds(20));
        cluster.live("/web").stream()
                .filter(task -> task.host().equals(SimMesos.host(node)))
                .findFirst()
                .orElseThrow()
                .kill();
        Duration rest = Duration.ofSeconds(40);
        cluster.run(rest);
        cluster.world().heal();
        // The agent's repetitions become as rare as what they wait for is old. 10 s, and 5 s for the replacement
        cluster.awaitRunning(
                "/web",
                5,
                rest.plus(setting(Knob.UPDATE_RETRY_MIN)).plus(takeover()).plus(launch()));
    }

    @Test
    void halvesThatLeaveNoQuorumOfMastersEndNoTaskAndAfterTheHealAllIsThere() {
        twoOfFiveAside("");
        List<String> before =
                cluster.live("/web").stream().map(SimTask::taskId).sorted().toList();
        for (int left = 1; left <= 2; left++) {
            cluster.world().zooKeeper().cutOff(SimMesos.host(left));
            for (int right = 3; right <= NODES; right++) {
                cluster.world().cut(SimMesos.host(left), SimMesos.host(right));
            }
        }
        cluster.run(Duration.ofSeconds(46));
        assertThat(leadingMasters()).isEmpty();
        cluster.world().heal();
        await("a Mesos leader", takeover(), () -> leadingMasters().size() == 1); // 3 to 14 s
        await("the API", takeover(), () -> cluster.leadingMarathon().isPresent()); // 19 to 28 s
        cluster.awaitRunning("/web", 5, takeover().plus(launch())); // 34 s
        assertThat(cluster.live("/web").stream().map(SimTask::taskId).sorted().toList())
                .isEqualTo(before);
    }

    /** Masters that say that they lead and know an agent. */
    private List<Address> leadingMasters() {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(SimMesos::master)
                .filter(cluster.world()::isAlive)
                .filter(master -> Stream.of(cluster.world().get(master, "/state"))
                        .filter(state -> state.status() == 200)
                        .anyMatch(state -> Json.parse(state.text())
                                        .path("activated_slaves")
                                        .asInt(0)
                                > 0))
                .toList();
    }
}
