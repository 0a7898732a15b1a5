package io.partita.testbed.marathon;

import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import io.partita.testbed.sim.SimWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Some Marathons with fake orchestrators, over one ZooKeeper. */
public final class MarathonWorld {

    public static final Address ONE = new Address("10.0.0.11", 8080);
    public static final Address TWO = new Address("10.0.0.12", 8080);
    public static final Address THREE = new Address("10.0.0.13", 8080);

    private final SimWorld world;
    private final Settings settings;
    private final FakeOrchestrator.FakeMaster master = new FakeOrchestrator.FakeMaster();
    private final Map<Address, FakeOrchestrator> orchestrators = new HashMap<>();
    private final Map<Address, Marathon> marathons = new LinkedHashMap<>();
    private boolean real;

    private MarathonWorld(long seed, Path directory, Settings settings) {
        this.world = new SimWorld(seed, directory);
        this.settings = settings;
    }

    /** Three Marathons, of which {@link #ONE} leads. {@code options} are names and values of settings in turn. */
    public static MarathonWorld three(Path directory, String... options) {
        MarathonWorld result = empty(1, directory, options);
        List.of(ONE, TWO, THREE).forEach(address -> {
            result.start(address);
            result.world.run(Duration.ofMillis(200));
        });
        result.awaitLeader(ONE, Duration.ofSeconds(5));
        return result;
    }

    /** Lets the real core run from here on, without a Mesos master. */
    public MarathonWorld withRealCores() {
        real = true;
        return this;
    }

    /** No Marathon yet. */
    public static MarathonWorld empty(long seed, Path directory, String... options) {
        Map<String, String> given = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            given.put(options[i], options[i + 1]);
        }
        return new MarathonWorld(seed, directory, Settings.parse(given));
    }

    public void start(Address address) {
        Place place = new Place(address.host(), "10.0.0.11:2181", 2);
        marathons.put(address, world.start("marathon", address, platform -> {
            if (real) {
                return new Marathon(platform, settings, place, address);
            }
            return new Marathon(platform, settings, place, address, (repository, events, owner) -> {
                FakeOrchestrator fake = new FakeOrchestrator(platform, master, repository, owner);
                orchestrators.put(address, fake);
                return fake;
            });
        }));
    }

    public SimWorld world() {
        return world;
    }

    public FakeOrchestrator.FakeMaster master() {
        return master;
    }

    /** The newest orchestrator of a Marathon. */
    public FakeOrchestrator orchestrator(Address address) {
        return orchestrators.get(address);
    }

    public Marathon marathon(Address address) {
        return marathons.get(address);
    }

    public void run(double seconds) {
        world.run(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** Waits until {@code address} says that it leads; answers how long that took. */
    public Duration awaitLeader(Address address, Duration limit) {
        return world.runUntil(address + " leads", limit, () -> leads(address));
    }

    public boolean leads(Address address) {
        return world.isAlive(address) && marathons.get(address).leads();
    }

    /** Does something in a Marathon's process. */
    public void onLoop(Address address, Runnable action) {
        world.onLoop(address, action);
    }

    public Optional<Address> leader() {
        return marathons.keySet().stream().filter(this::leads).findFirst();
    }

    public Response get(Address address, String path) {
        return world.get(address, path);
    }

    public JsonNode json(Address address, String path) {
        Response response = get(address, path);
        if (response.status() != 200) {
            throw new AssertionError(path + " -> " + response.status() + " " + response.text());
        }
        return Json.parse(response.text());
    }

    public Response post(Address address, String path, String body) {
        return world.http(address, "POST", path, body);
    }

    public Response put(Address address, String path, String body) {
        return world.http(address, "PUT", path, body);
    }

    public Response delete(Address address, String path) {
        return world.http(address, "DELETE", path, "");
    }

    /** An app with this id, on its way to {@code instances}. */
    public Response postApp(Address address, String id, int instances) {
        return post(
                address,
                "/v2/apps",
                Json.object()
                        .put("id", id)
                        .put("cmd", "sleep 3600")
                        .put("cpus", 0.1)
                        .put("mem", 16)
                        .put("instances", instances)
                        .toString());
    }

    /** The ids of all apps. */
    public List<String> appIds(Address address) {
        return json(address, "/v2/apps")
                .get("apps")
                .valueStream()
                .map(app -> app.get("id").stringValue())
                .toList();
    }

    public List<String> log(Address address) {
        return world.log(address);
    }

    /** The log's lines from the first that contains {@code text}. */
    public List<String> logFrom(Address address, String text) {
        return Arrays.asList(world.log(address).stream()
                .dropWhile(line -> !line.contains(text))
                .toArray(String[]::new));
    }
}
