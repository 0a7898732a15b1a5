package io.partita.testbed.marathon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.AppDefaults;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppReader;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Repository.Contents;
import io.partita.testbed.marathon.state.TaskFailure;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class RepositoryTests {

    /** A process with a repository over a session of its own. */
    private static final class Writer implements Component {

        private final ZooKeeperRepository repository;
        private int deposed;

        Writer(Platform platform, Settings settings) {
            repository = new ZooKeeperRepository(
                    platform.loop(),
                    platform.zooKeeper(Duration.ofSeconds(10)),
                    settings,
                    platform.messenger().address().toString(),
                    () -> deposed++);
        }

        @Override
        public void start() {}

        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(HttpService.Response.of(404));
        }
    }

    @TempDir
    private Path directory;

    private SimWorld world;
    private Writer one;
    private Writer two;

    @BeforeEach
    void world() {
        begin("");
    }

    private void begin(String bugs) {
        world = new SimWorld(1, directory);
        Settings settings = Settings.parse(Map.of("bugs", bugs));
        one = world.start("one", new Address("10.0.0.11", 8080), platform -> new Writer(platform, settings));
        two = world.start("two", new Address("10.0.0.12", 8080), platform -> new Writer(platform, settings));
        world.run(Duration.ofSeconds(1));
    }

    private <T> CompletableFuture<T> settle(CompletableFuture<T> answer) {
        world.run(Duration.ofSeconds(2));
        assertThat(answer).isDone();
        return answer;
    }

    private static String version(int number) {
        return "2026-01-01T00:00:00.%03dZ".formatted(number);
    }

    private static AppDefinition app(String id, int version) {
        AppDefaults defaults = AppDefaults.of(Settings.parse(Map.of()));
        ObjectNode json = Json.object().put("id", id).put("cmd", "sleep 1").put("instances", version);
        return AppReader.read(json, defaults).versioned(version(version), version(version), version(version));
    }

    private static Instance instance() {
        return new Instance(
                "web.instance-1",
                app("/web", 1),
                "web.instance-1._app.1",
                1,
                Instance.Condition.RUNNING,
                Instance.Goal.RUNNING,
                "S0",
                "n1",
                null,
                List.of(31000, 31001),
                5,
                3L,
                null,
                new Instance.Health(true, 0, 7L, 8L, null, null));
    }

    @Test
    void whatIsStoredIsLoadedAgain() {
        settle(one.repository.load());
        Deployment deployment = new Deployment(
                "d1",
                version(2),
                List.of(app("/web", 1)),
                List.of(app("/web", 2)),
                List.of(new Deployment.Step(List.of(new Deployment.Action(Deployment.Kind.SCALE, "/web")))),
                1);
        TaskFailure failure = new TaskFailure("/web", "t", "TASK_FAILED", "why", "n1", null, 9, version(1));
        settle(one.repository.storeFrameworkId("framework-1"));
        settle(one.repository.storeApp(app("/web", 1)));
        settle(one.repository.storeApp(app("/shop/web", 1)));
        settle(one.repository.storeInstance(instance()));
        settle(one.repository.storeDeployment(deployment));
        settle(one.repository.storeFailure(failure));
        Contents contents = settle(two.repository.load()).join();
        assertThat(contents.frameworkId()).contains("framework-1");
        assertThat(contents.apps()).containsExactly(app("/shop/web", 1), app("/web", 1));
        assertThat(contents.instances()).containsExactly(instance());
        assertThat(contents.deployments()).containsExactly(deployment);
        assertThat(contents.failures()).containsExactly(failure);
        settle(two.repository.deleteInstance("web.instance-1"));
        settle(two.repository.deleteDeployment("d1"));
        settle(two.repository.deleteApp("/web"));
        Contents rest = settle(one.repository.load()).join();
        assertThat(rest.apps()).containsExactly(app("/shop/web", 1));
        assertThat(rest.instances()).isEmpty();
        assertThat(rest.deployments()).isEmpty();
    }

    @Test
    void onceAnotherTookOverNothingCanBeCreatedChangedOrDeleted() {
        settle(one.repository.load());
        settle(one.repository.storeApp(app("/web", 1)));
        settle(two.repository.load());
        List.of(
                        one.repository.storeApp(app("/new", 1)),
                        one.repository.storeApp(app("/web", 2)),
                        one.repository.deleteApp("/web"))
                .forEach(refused -> assertThat(settle(refused))
                        .failsWithin(Duration.ZERO)
                        .withThrowableThat()
                        .withMessageContaining("not the leader any more"));
        assertThat(one.deposed).isEqualTo(1);
        assertThat(settle(two.repository.read()).join().apps()).containsExactly(app("/web", 1));
    }

    @Test
    void withoutComparisonADeposedLeaderGoesOnWriting() {
        begin("B26");
        settle(one.repository.load());
        settle(two.repository.load());
        settle(two.repository.storeApp(app("/web", 2)));
        settle(one.repository.storeApp(app("/web", 1)));
        assertThat(settle(two.repository.read()).join().apps()).containsExactly(app("/web", 1));
    }

    @Test
    void aWriteOnItsWayAtTheTakeoverIsReadOrRefused() {
        for (int microseconds = -12_000; microseconds < 12_000; microseconds += 250) {
            begin("");
            settle(one.repository.load());
            Duration between = Duration.ofNanos(Math.abs(microseconds) * 1000L);
            CompletableFuture<Contents> early = microseconds < 0 ? two.repository.load() : null;
            world.run(early == null ? Duration.ZERO : between);
            CompletableFuture<Void> write = one.repository.storeApp(app("/web", 1));
            world.run(early == null ? between : Duration.ZERO);
            CompletableFuture<Contents> contents = settle(early == null ? two.repository.load() : early);
            assertThat(contents.join().apps())
                    .describedAs("written %s µs before the takeover", microseconds)
                    .hasSize(settle(write).isCompletedExceptionally() ? 0 : 1);
        }
    }

    @Test
    void anOlderVersionIsRefused() {
        settle(one.repository.load());
        settle(one.repository.storeApp(app("/web", 2)));
        assertThat(settle(one.repository.storeApp(app("/web", 1))))
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("newer than");
        assertThat(settle(one.repository.read()).join().apps()).containsExactly(app("/web", 2));
    }

    @Test
    void fiftyVersionsAreKeptNewestFirst() {
        settle(one.repository.load());
        for (int version = 1; version <= 60; version++) {
            settle(one.repository.storeApp(app("/web", version)));
        }
        List<AppDefinition> versions = settle(one.repository.versions("/web")).join();
        assertThat(versions)
                .hasSize(50)
                .startsWith(app("/web", 60), app("/web", 59))
                .endsWith(app("/web", 11));
    }

    @Test
    void aWriteThatIsNotConfirmedInTimeFails() {
        settle(one.repository.load());
        world.zooKeeper().cutOff("10.0.0.11");
        CompletableFuture<Void> write = one.repository.storeApp(app("/web", 1));
        world.run(Duration.ofSeconds(11));
        assertThat(write)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("ZooKeeper did not confirm in time");
    }
}
