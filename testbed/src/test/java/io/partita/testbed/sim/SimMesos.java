package io.partita.testbed.sim;

import io.partita.testbed.agent.Agent;
import io.partita.testbed.marathon.Marathon;
import io.partita.testbed.master.Master;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole cluster as it stands on real nodes: five nodes, an agent on each, masters and Marathons on the first three. Whatever exits or is
 * killed is started again by its supervisor after the time in the settings, unless it is {@link #stop stopped}.
 *
 * <pre>
 * SimMesos cluster = SimMesos.start(1, directory, "profile", "modern");
 * cluster.deploy("/web", 5);
 * cluster.awaitRunning("/web", 5, Duration.ofMinutes(2));
 * cluster.world().isolate(SimMesos.host(5));
 * </pre>
 */
public final class SimMesos {

    /** A server of the cluster, and how it is started. */
    private record Server(Knob supervision, Runnable start) {}

    private static final int NODES = 5;
    private static final int LEADERS = 3;
    private static final Duration WATCH = Duration.ofMillis(100);

    private final SimWorld world;
    private final SimTasks tasks;
    private final Settings settings;
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<Address, Server> servers = new LinkedHashMap<>();
    private final Set<Address> stopped = new HashSet<>();
    private final Set<Address> restarting = new HashSet<>();

    private SimMesos(long seed, Path directory, Settings settings) {
        this.world = new SimWorld(seed, directory);
        this.tasks = new SimTasks(world);
        this.settings = settings;
    }

    /** A cluster that is starting. {@code options} are names and values of settings in turn. */
    public static SimMesos start(long seed, Path directory, String... options) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        SimMesos cluster = new SimMesos(seed, directory, Settings.parse(given));
        for (int node = 1; node <= NODES; node++) {
            cluster.add(node);
        }
        cluster.servers.values().forEach(server -> server.start().run());
        cluster.watch();
        return cluster;
    }

    private void add(int node) {
        Place place = new Place("n" + node, host(1) + ":2181", LEADERS / 2 + 1);
        if (node <= LEADERS) {
            Address master = master(node);
            servers.put(
                    master,
                    new Server(
                            Knob.SUPERVISE_MASTER,
                            () -> world.start("master", master, platform -> new Master(platform, settings, place))));
            Address marathon = marathon(node);
            servers.put(
                    marathon,
                    new Server(
                            Knob.SUPERVISE_MARATHON,
                            () -> world.start(
                                    "marathon",
                                    marathon,
                                    platform -> new Marathon(platform, settings, place, marathon))));
        }
        Address agent = agent(node);
        Resources resources = new Resources(4, 4096, 10_000, List.of(new PortRange(31_000, 32_000)));
        servers.put(
                agent,
                new Server(
                        Knob.SUPERVISE_AGENT,
                        () -> world.start(
                                "agent",
                                agent,
                                platform -> new Agent(
                                        platform, settings, place, resources, Map.of(), tasks.launcher(host(node))))));
    }

    private void watch() {
        servers.forEach((address, server) -> {
            Optional<Duration> delay = settings.optionalDuration(server.supervision());
            if (!world.isAlive(address) && delay.isPresent() && !stopped.contains(address) && restarting.add(address)) {
                world.at(delay.get(), () -> {
                    restarting.remove(address);
                    if (!stopped.contains(address)) {
                        server.start().run();
                    }
                });
            }
        });
        world.at(WATCH, this::watch);
    }

    public static String host(int node) {
        return "10.0.0.1" + node;
    }

    public static Address master(int node) {
        return new Address(host(node), 5050);
    }

    public static Address agent(int node) {
        return new Address(host(node), 5051);
    }

    /** Messages and HTTP come to one address here. */
    public static Address marathon(int node) {
        return new Address(host(node), 8080);
    }

    public SimWorld world() {
        return world;
    }

    /** What holds in this cluster, for bounds. */
    public Settings settings() {
        return settings;
    }

    /** The processes of tasks, on all nodes. */
    public SimTasks tasks() {
        return tasks;
    }

    /** Kills a server; its supervisor starts it again. */
    public void kill(Address server) {
        if (world.isAlive(server)) {
            world.kill(server);
        }
    }

    /** Kills a server for good. */
    public void stop(Address server) {
        stopped.add(server);
        kill(server);
    }

    /** Lets the supervisor of a stopped server go on. */
    public void goOn(Address server) {
        stopped.remove(server);
    }

    public void run(Duration time) {
        world.run(time);
    }

    /** The Marathon that says that it leads; empty if none or more than one does. */
    public Optional<Address> leadingMarathon() {
        Set<String> leaders = new TreeSet<>();
        for (int node = 1; node <= LEADERS; node++) {
            if (world.isAlive(marathon(node))) {
                Response response = world.get(marathon(node), "/v2/info");
                if (response.status() == 200) {
                    leaders.add(json.readTree(response.text()).path("leader").asString());
                }
            }
        }
        return leaders.size() == 1
                ? Optional.of(Address.parse(leaders.iterator().next()))
                : Optional.empty();
    }

    /** Posts an app of {@code instances} that run until they are killed; repeats it until a Marathon has taken it. */
    public void deploy(String appId, int instances) {
        String body = "{\"id\":\"%s\",\"cmd\":\"sleep 1000000\",\"instances\":%d,\"cpus\":0.1,\"mem\":16}"
                .formatted(appId, instances);
        for (int attempt = 0; attempt < 120; attempt++) {
            Address to = marathon(attempt % LEADERS + 1);
            int status =
                    world.isAlive(to) ? world.http(to, "POST", "/v2/apps", body).status() : 0;
            if (status == 201 || status == 409) {
                return;
            }
            run(Duration.ofSeconds(1));
        }
        throw new AssertionError("no Marathon takes " + appId);
    }

    /** What the first Marathon that answers lists of an app's tasks; empty if none does. */
    public List<JsonNode> listed(String appId) {
        for (int node = 1; node <= LEADERS; node++) {
            if (world.isAlive(marathon(node))) {
                Response response = world.get(marathon(node), "/v2/apps/" + appId + "/tasks");
                if (response.status() == 200) {
                    return json.readTree(response.text())
                            .path("tasks")
                            .valueStream()
                            .toList();
                }
            }
        }
        return List.of();
    }

    /** Living processes of an app's tasks, on all nodes. */
    public List<SimTask> live(String appId) {
        String prefix = appId.substring(1).replace('/', '_') + ".";
        return tasks.live().stream()
                .filter(task -> task.taskId().startsWith(prefix))
                .toList();
    }

    /** Waits until there are exactly so many processes, and Marathon lists just these as running. */
    public Duration awaitRunning(String appId, int number, Duration limit) {
        long begin = world.nanos();
        while (!isRunning(appId, number)) {
            if (world.nanos() - begin > limit.toNanos()) {
                throw new AssertionError("not " + number + " of " + appId + " within " + limit + ": "
                        + live(appId).size() + " processes, listed " + listed(appId));
            }
            run(Duration.ofMillis(500));
        }
        return Duration.ofNanos(world.nanos() - begin);
    }

    private boolean isRunning(String appId, int number) {
        List<JsonNode> listed = listed(appId);
        return live(appId).size() == number
                && listed.size() == number
                && listed.stream()
                        .allMatch(task ->
                                task.path("state").asString("TASK_RUNNING").equals("TASK_RUNNING"))
                && listed.stream()
                        .allMatch(task -> live(appId).stream()
                                .anyMatch(process ->
                                        process.taskId().equals(task.path("id").asString())));
    }
}
