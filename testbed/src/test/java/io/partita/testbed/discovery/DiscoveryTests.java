package io.partita.testbed.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.coordination.Membership;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiscoveryTests {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Address ONE = new Address("10.0.0.11", 5050);
    private static final Address TWO = new Address("10.0.0.12", 5050);
    private static final Address DISCOVERY = new Address("10.0.0.15", 8123);
    private static final Duration REFRESH = Duration.ofSeconds(60);
    private static final String WEB = "/v1/services/_web._tcp.marathon.mesos";

    /** Stands for a master: contends, and answers with a state that the test sets. */
    private static final class Stand implements Component {

        private final Platform platform;
        private final List<String> tasks = new ArrayList<>();
        private boolean standby;
        private int status = 200;

        Stand(Platform platform) {
            this.platform = platform;
        }

        @Override
        public void start() {
            String pid = "master@" + platform.messenger().address();
            new Membership(
                            platform.loop(),
                            platform.zooKeeper(Duration.ofSeconds(10)),
                            Place.MESOS_PATH,
                            "json.info_",
                            "{\"pid\":\"" + pid + "\"}",
                            Duration.ofSeconds(2),
                            new Membership.Listener() {
                                @Override
                                public void joined(io.partita.testbed.coordination.Member self) {}

                                @Override
                                public void lost() {}
                            })
                    .join();
        }

        void run(String name, String state, String ports) {
            tasks.add(
                    "{\"id\":\"%s.%d\",\"name\":\"%s\",\"slave_id\":\"S0\",\"state\":\"%s\",\"resources\":{\"ports\":\"%s\"}}"
                            .formatted(name, tasks.size(), name, state, ports));
        }

        @Override
        public HttpService http() {
            return (request, responder) -> {
                assertThat(request.path()).isEqualTo("/state");
                String pid = "master@" + platform.messenger().address();
                responder.respond(Response.of(status, "application/json", """
                        {"pid":"%s","leader":"%s","slaves":[{"id":"S0","pid":"slave(1)@10.0.0.21:5051"}],
                         "frameworks":[{"name":"marathon","tasks":[%s]}]}""".formatted(
                                pid, standby ? "master@10.9.9.9:5050" : pid, String.join(",", tasks))));
            };
        }
    }

    @TempDir
    private Path directory;

    private SimWorld world;

    @BeforeEach
    void world() {
        world = new SimWorld(1, directory);
    }

    private Stand master(Address address) {
        Stand master = world.start("master", address, Stand::new);
        world.run(Duration.ofMillis(100));
        return master;
    }

    private void discovery(String... options) {
        Map<String, String> settings = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            settings.put(options[i], options[i + 1]);
        }
        world.start(
                "discovery",
                DISCOVERY,
                platform -> new Discovery(platform, Settings.parse(settings), new Place("n5", "zk:2181", 2)));
        world.run(Duration.ofSeconds(1));
    }

    private JsonNode ask(String path) {
        Response response = world.get(DISCOVERY, path);
        assertThat(response.status()).isEqualTo(200);
        return MAPPER.readTree(response.body());
    }

    private List<String> ports() {
        List<String> ports = new ArrayList<>();
        ask(WEB).forEach(service -> ports.add(service.path("port").asString()));
        return ports;
    }

    @Test
    void everyPortOfEveryRunningTaskIsAService() {
        Stand master = master(ONE);
        master.run("web", "TASK_RUNNING", "[31000-31001, 31005-31005]");
        master.run("web", "TASK_RUNNING", "[31007-31007]");
        master.run("web", "TASK_STAGING", "[31008-31008]");
        master.run("other.group", "TASK_RUNNING", "[31009-31009]");
        discovery();
        assertThat(ports()).containsExactly("31000", "31001", "31005", "31007");
        assertThat(ask("/v1/services/_other-group._tcp.marathon.mesos.")).isEqualTo(MAPPER.readTree("""
                        [{"service":"_other-group._tcp.marathon.mesos","host":"other-group.marathon.mesos",
                          "ip":"10.0.0.21","port":"31009"}]"""));
        assertThat(ask("/v1/services/_nothing._tcp.marathon.mesos")).isEmpty();
    }

    @Test
    void aHostIsFoundByItsTasksName() {
        Stand master = master(ONE);
        master.run("batch", "TASK_RUNNING", "");
        master.run("batch", "TASK_RUNNING", "");
        discovery();
        assertThat(ask("/v1/hosts/batch.marathon.mesos"))
                .isEqualTo(MAPPER.readTree("[{\"host\":\"batch.marathon.mesos\",\"ip\":\"10.0.0.21\"}]"));
    }

    @Test
    void everythingIsEnumerated() {
        master(ONE).run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        assertThat(ask("/v1/enumerate")).isEqualTo(MAPPER.readTree("""
                        {"frameworks":[{"tasks":[{"name":"web","id":"web.0","records":[
                          {"name":"web.marathon.mesos","host":"10.0.0.21","rtype":"A"},
                          {"name":"_web._tcp.marathon.mesos","host":"10.0.0.21:31000","rtype":"SRV"}]}],
                          "name":"marathon"}]}"""));
    }

    @Test
    void whatARealMasterSaysIsUnderstood() throws IOException {
        JsonNode state = MAPPER.readTree(Files.readString(
                Path.of("src/test/resources/captures/mesos-1.6.2/single-1master-1agent-3tasks/master_state.json")));
        assertThat(Records.of(state).orElseThrow().all())
                .isNotEmpty()
                .allSatisfy(record -> assertThat(record.host()).matches("mini-\\d\\.mini\\.mesos"))
                .allSatisfy(record -> assertThat(record.ip()).isEqualTo("127.0.0.1"));
    }

    @Test
    void changesAreSeenWithinOneRefreshAndAnswersSayHowOldTheyAre() {
        Stand master = master(ONE);
        master.run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        master.tasks.clear();
        master.run("web", "TASK_RUNNING", "[31001-31001]");
        assertThat(ports()).containsExactly("31000");
        world.run(Duration.ofSeconds(30));
        assertThat(world.get(DISCOVERY, WEB).headers())
                .containsEntry(Directory.TTL, "60000")
                .containsEntry(Directory.MASTER, ONE.toString())
                .hasEntrySatisfying(
                        Directory.AGE, age -> assertThat(Long.parseLong(age)).isBetween(30_000L, 31_100L));
        world.run(REFRESH);
        assertThat(ports()).containsExactly("31001");
    }

    @Test
    void withB41RecordsOfTasksThatAreGoneStay() {
        Stand master = master(ONE);
        master.run("web", "TASK_RUNNING", "[31000-31000]");
        discovery("bugs", "B41");
        master.tasks.clear();
        master.run("web", "TASK_RUNNING", "[31001-31001]");
        world.run(REFRESH.multipliedBy(10));
        assertThat(ports()).containsExactly("31000", "31001");
    }

    @Test
    void theLastRecordsStayWhileNoMasterAnswers() {
        master(ONE).run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        world.kill(ONE);
        world.run(REFRESH.multipliedBy(5));
        assertThat(ports()).containsExactly("31000");
        assertThat(Long.parseLong(world.get(DISCOVERY, WEB).headers().get(Directory.AGE)))
                .isGreaterThan(REFRESH.multipliedBy(4).toMillis());
    }

    @Test
    void theViewOfAMasterThatDoesNotLeadReplacesNothing() {
        Stand master = master(ONE);
        master.run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        master.standby = true;
        master.tasks.clear();
        world.run(REFRESH.multipliedBy(2));
        assertThat(ports()).containsExactly("31000");
        master.standby = false;
        master.status = 503;
        world.run(REFRESH.multipliedBy(2));
        assertThat(ports()).containsExactly("31000");
    }

    @Test
    void anotherLeaderIsAskedAsSoonAsItIsKnown() {
        master(ONE).run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        master(TWO).run("web", "TASK_RUNNING", "[31002-31002]");
        world.kill(ONE);
        Duration taken = world.runUntil("the new leader's view", REFRESH, () -> ports().equals(List.of("31002")));
        assertThat(taken).isLessThan(Duration.ofSeconds(13));
    }

    @Test
    void aMasterThatIsCutOffHoldsNothingUpOnceItIsHealed() {
        Stand master = master(ONE);
        master.run("web", "TASK_RUNNING", "[31000-31000]");
        discovery();
        world.cut(DISCOVERY.host(), ONE.host());
        master.tasks.clear();
        world.run(REFRESH.multipliedBy(3));
        assertThat(ports()).containsExactly("31000");
        world.heal();
        world.run(REFRESH.plusSeconds(10));
        assertThat(ports()).isEmpty();
    }

    @Test
    void beforeAnythingIsKnownItSaysSo() {
        discovery();
        assertThat(world.get(DISCOVERY, WEB).status()).isEqualTo(503);
        assertThat(world.get(DISCOVERY, "/v1/enumerate").status()).isEqualTo(503);
        assertThat(world.get(DISCOVERY, "/health").status()).isEqualTo(200);
    }

    @Test
    void otherQuestionsAreNotUnderstood() {
        discovery();
        assertThat(world.get(DISCOVERY, "/v1/apps").status()).isEqualTo(404);
        assertThat(world.http(DISCOVERY, "POST", "/v1/enumerate", "").status()).isEqualTo(405);
    }
}
