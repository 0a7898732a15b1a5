package io.partita.testbed.master;

import io.partita.testbed.master.registry.ReplicaStore;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimWorld;
import io.partita.testbed.view.Json;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** Masters on n1, n2, …, with agents and frameworks on hosts of their own. */
final class MasterWorld {

    static final Duration LONG = Duration.ofMinutes(2);

    private final SimWorld sim;
    private final int masters;
    private final Settings settings;
    private final Map<String, MemoryReplicaStore> disks = new HashMap<>();

    /** What a replica put on its disk. */
    record Saved(String host, ReplicaStore.State state) {}

    private boolean onDisk;
    private final List<Saved> saved = new ArrayList<>();

    private MasterWorld(SimWorld sim, int masters, Settings settings) {
        this.sim = sim;
        this.masters = masters;
        this.settings = settings;
    }

    /** Starts {@code masters} masters, n1 first; {@code options} are names and values by turns. */
    static MasterWorld start(Path directory, long seed, int masters, String... options) {
        Map<String, String> settings = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            settings.put(options[i], options[i + 1]);
        }
        MasterWorld world = new MasterWorld(new SimWorld(seed, directory), masters, Settings.parse(settings));
        for (int number = 1; number <= masters; number++) {
            world.startMaster(number);
            world.run("300ms");
        }
        return world;
    }

    /** One with a leader, whose masters keep their registry in files. */
    static MasterWorld startOnDisk(Path directory, int masters) {
        MasterWorld world = new MasterWorld(new SimWorld(1, directory), masters, Settings.parse(Map.of()));
        world.onDisk = true;
        for (int number = 1; number <= masters; number++) {
            world.startMaster(number);
        }
        world.awaitLeader();
        return world;
    }

    /** One with a leader that has taken over. */
    static MasterWorld ready(Path directory, int masters, String... options) {
        MasterWorld world = start(directory, 1, masters, options);
        world.awaitLeader();
        return world;
    }

    /** All that replicas ever put on their disks, in order. */
    List<Saved> saved() {
        return saved;
    }

    SimWorld sim() {
        return sim;
    }

    static Address master(int number) {
        return new Address("10.0.0.1" + number, 5050);
    }

    static Address agent(int number) {
        return new Address("10.0.0.2" + number, 5051);
    }

    static Address framework(int number) {
        return new Address("10.0.0.3" + number, 8090);
    }

    Master startMaster(int number) {
        String host = "n" + number;
        MemoryReplicaStore disk =
                disks.computeIfAbsent(host, key -> new MemoryReplicaStore(state -> saved.add(new Saved(host, state))));
        Place place = new Place(host, "zk:2181", masters / 2 + 1);
        return sim.start(
                "master",
                master(number),
                platform ->
                        onDisk ? new Master(platform, settings, place) : new Master(platform, settings, place, disk));
    }

    /** Replaces a master's disk by an empty one. */
    void wipe(int number) {
        disks.remove("n" + number);
    }

    FakeAgent startAgent(int number) {
        return startAgent(number, new FakeAgent.Disk());
    }

    FakeAgent startAgent(int number, FakeAgent.Disk disk) {
        return sim.start("agent", agent(number), platform -> new FakeAgent(platform, "a" + number, disk));
    }

    /** An agent that the leader has admitted. */
    FakeAgent readyAgent(int number) {
        FakeAgent agent = startAgent(number);
        sim.runUntil("agent " + number + " registers", LONG, agent::isRegistered);
        return agent;
    }

    FakeFramework startFramework(int number, FrameworkInfo info) {
        return sim.start("framework", framework(number), platform -> new FakeFramework(platform, info));
    }

    /** A framework that the leader has registered. */
    FakeFramework readyFramework(int number, FrameworkInfo info) {
        FakeFramework framework = startFramework(number, info);
        sim.runUntil("framework " + number + " registers", LONG, framework::isRegistered);
        return framework;
    }

    /** Launches tasks on one agent and waits until they run. */
    void launch(FakeFramework framework, FakeAgent agent, String... tasks) {
        framework.launch(offer(framework, agent), tasks);
        sim.runUntil("tasks run", LONG, () -> framework.statuses().size() >= tasks.length);
        run("100ms");
    }

    Offer offer(FakeFramework framework, FakeAgent agent) {
        sim.runUntil(
                "an offer",
                LONG,
                () -> framework.offers().values().stream()
                        .anyMatch(offer -> offer.agentId().equals(agent.disk().id)));
        return framework.offers().values().stream()
                .filter(offer -> offer.agentId().equals(agent.disk().id))
                .findFirst()
                .orElseThrow();
    }

    void run(String time) {
        sim.run(Durations.parse(time));
    }

    /** Masters that say that they lead. */
    List<Integer> leaders() {
        List<Integer> leaders = new ArrayList<>();
        for (int number : IntStream.rangeClosed(1, masters).toArray()) {
            if (sim.isAlive(master(number))) {
                Response response = sim.get(master(number), "/state");
                if (response.status() == 200) {
                    JsonNode state = Json.read(response.text());
                    if (state.path("leader")
                            .asString("")
                            .equals(state.path("pid").asString())) {
                        leaders.add(number);
                    }
                }
            }
        }
        return leaders;
    }

    /** The number of the leader, once it has taken over. */
    int awaitLeader() {
        int[] leader = new int[1];
        sim.runUntil("a leader", LONG, () -> {
            leader[0] = IntStream.rangeClosed(1, masters)
                    .filter(number -> sim.isAlive(master(number)))
                    .filter(number -> sim.log(master(number)).stream()
                            .anyMatch(line -> line.contains("Successfully recovered registrar")))
                    .findFirst()
                    .orElse(0);
            return leader[0] > 0;
        });
        return leader[0];
    }

    JsonNode get(int number, String path) {
        Response response = sim.get(master(number), path);
        if (response.status() != 200) {
            throw new AssertionError(path + " answered " + response.status() + " " + response.text());
        }
        return Json.read(response.text());
    }

    JsonNode state(int number) {
        return get(number, "/state");
    }

    /** A call of the operator API. */
    Response call(int number, String json) {
        return sim.http(master(number), "POST", "/api/v1", json);
    }

    boolean logged(int number, String text) {
        return sim.log(master(number)).stream().anyMatch(line -> line.contains(text));
    }
}
