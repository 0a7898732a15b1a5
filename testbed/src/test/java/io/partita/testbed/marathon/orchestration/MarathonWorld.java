package io.partita.testbed.marathon.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.marathon.state.Deployment;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Orchestrator;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimRepository;
import io.partita.testbed.sim.SimWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A pretended master with three agents and one leading Marathon core after another, over a store that stays. */
final class MarathonWorld {

    static final Duration SOON = Duration.ofMinutes(2);

    /** A leading Marathon without its HTTP side. It dies when the master is lost, as in modern. */
    private final class Leader implements Component, Orchestrator.Owner {

        private final Platform platform;
        private MarathonOrchestrator core;

        Leader(Platform platform) {
            this.platform = platform;
        }

        @Override
        public void start() {
            var store = repository.open(platform.loop());
            Place place = new Place("marathon", "10.0.0.1:2181", 1);
            core = new MarathonOrchestrator(
                    platform, settings, place, store, (type, fields) -> events.add(type + " " + fields), this);
            Answers.on(platform.loop(), store.load(), core::start, failure -> platform.exit(1, "no store"));
        }

        @Override
        public HttpService http() {
            return (request, responder) -> responder.respond(HttpService.Response.of(404));
        }

        @Override
        public void masterLost() {
            mastersLost++;
            platform.exit(105, "master lost");
        }

        @Override
        public void refused(String message) {
            platform.exit(106, message);
        }
    }

    final SimWorld world;
    final FakeCluster cluster = new FakeCluster();
    final SimRepository repository = new SimRepository();
    final List<String> events = new ArrayList<>();
    final Settings settings;
    FakeMaster master;
    int mastersLost;
    private Leader leader;
    private Address leaderAddress;
    private Address masterAddress;
    private int processes;
    private int versions;

    MarathonWorld(long seed, Path directory, String... options) {
        world = new SimWorld(seed, directory);
        Map<String, String> map = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            map.put(options[i], options[i + 1]);
        }
        settings = Settings.parse(map);
        for (int i = 1; i <= 3; i++) {
            cluster.agent(i, Map.of("rack", "r" + (i + 1) / 2));
        }
        cluster.beforeLaunch = task -> assertThat(repository.instances())
                .as("what is launched is stored")
                .anyMatch(instance -> task.taskId().equals(instance.taskId()));
        startMaster();
        startMarathon();
    }

    void startMaster() {
        masterAddress = new Address("10.0.2." + ++processes, 5050);
        master = world.start("master", masterAddress, platform -> new FakeMaster(platform, cluster));
    }

    void killMaster() {
        world.kill(masterAddress);
    }

    void startMarathon() {
        leaderAddress = new Address("10.0.3." + ++processes, 8090);
        leader = world.start("marathon", leaderAddress, Leader::new);
        world.run(Duration.ofMillis(100));
    }

    void killMarathon() {
        if (world.isAlive(leaderAddress)) {
            world.kill(leaderAddress);
        }
    }

    boolean isMarathonAlive() {
        return world.isAlive(leaderAddress);
    }

    /** One leader dies, another takes over. */
    void failOver() {
        killMarathon();
        startMarathon();
    }

    Address masterAddress() {
        return masterAddress;
    }

    Address address() {
        return leaderAddress;
    }

    MarathonOrchestrator core() {
        return leader.core;
    }

    String version() {
        return "2026-01-02T00:00:00.%03dZ".formatted(++versions);
    }

    TestApp app(String id, int instances) {
        return new TestApp(id, instances, version());
    }

    /** Asks, and waits for the answer. */
    Deployment deploy(TestApp app) {
        return await(core().change(List.of(app.build()), List.of(), false));
    }

    <T> T await(CompletableFuture<T> answer) {
        world.runUntil("an answer", SOON, answer::isDone);
        return answer.join();
    }

    void until(String what, BooleanSupplier condition) {
        world.runUntil(what, SOON, condition);
    }

    /** Deploys and waits until that is done. */
    void running(TestApp app) {
        deploy(app);
        settled();
    }

    void settled() {
        world.runUntil(
                "no deployment",
                Duration.ofMinutes(10),
                () -> core().deployments().isEmpty());
    }

    void run(Duration time) {
        world.run(time);
    }

    List<Instance> instances(String appId) {
        return core().instances(appId);
    }

    long count(String appId, Condition condition) {
        return instances(appId).stream()
                .filter(instance -> instance.condition() == condition)
                .count();
    }

    FakeTask task(Instance instance) {
        return cluster.tasks.get(instance.taskId());
    }

    void fail(Instance instance) {
        master.become(task(instance), TaskState.TASK_FAILED, "Command exited with status 1");
    }

    /** Names of events, in order. */
    List<String> eventTypes() {
        return events.stream()
                .map(event -> event.substring(0, event.indexOf(' ')))
                .collect(Collectors.toList());
    }

    AppDefinition current(String appId) {
        return core().app(appId).orElseThrow();
    }
}
