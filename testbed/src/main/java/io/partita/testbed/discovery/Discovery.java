package io.partita.testbed.discovery;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Answers;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.HttpService.Response;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells where tasks run. Keeps nothing: it finds the leading master in ZooKeeper and reads its state, when another one leads
 * and every {@code discovery.refresh} after that, one request at a time. Records are replaced only by the view of a master that
 * says itself that it leads; while none answers, the last ones stay, and grow old.
 */
public final class Discovery implements Component, Directory.Source {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Duration RETRY = Duration.ofSeconds(2);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    /** As long as mesos-dns gives a master for its state. */
    private static final Duration READ_LIMIT = Duration.ofSeconds(300);

    private final Platform platform;
    private final Settings settings;
    private final Directory directory;
    private Optional<Address> leader = Optional.empty();
    private boolean reading;
    private boolean again;
    private Records records;
    private long readAt;
    private String master;

    /** @param place not needed but for its ensemble, which the platform knows */
    public Discovery(Platform platform, Settings settings, Place place) {
        this.platform = platform;
        this.settings = settings;
        this.directory = new Directory(this, settings.duration(Knob.DISCOVERY_TTL));
        platform.log().info("Discovery on " + place.hostname() + ", masters at " + place.zkUrl(Place.MESOS_PATH));
    }

    @Override
    public void start() {
        new LeaderDetector(
                        platform.loop(),
                        platform.zooKeeper(settings.duration(Knob.ZK_SESSION)),
                        Place.MESOS_PATH,
                        settings.scaled(RETRY),
                        false)
                .detect(this::detected);
        platform.loop().every(settings.duration(Knob.DISCOVERY_REFRESH), this::refresh);
    }

    @Override
    public HttpService http() {
        return directory;
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public Duration age() {
        return records == null
                ? Duration.ofMillis(-1)
                : Duration.ofNanos(platform.loop().nanos() - readAt);
    }

    @Override
    public String master() {
        return master;
    }

    private void detected(Optional<LeaderDetector.Leader> found) {
        leader = found.flatMap(this::address);
        platform.log().info("Leading master: " + leader.map(Address::toString).orElse("none"));
        refresh();
    }

    private Optional<Address> address(LeaderDetector.Leader found) {
        try {
            return Optional.of(
                    Address.parse(MAPPER.readTree(found.content()).path("pid").asString("")));
        } catch (JacksonException | IllegalArgumentException e) {
            platform.log().warn("Not a master's node: " + found.member().name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void refresh() {
        if (leader.isEmpty()) {
            return;
        }
        if (reading) {
            // A request to a master that went silent may take long; whoever leads now is asked after that.
            again = true;
            return;
        }
        reading = true;
        again = false;
        Address asked = leader.get();
        long askedAt = platform.loop().nanos();
        Answers.on(
                platform.loop(),
                platform.http()
                        .send(
                                asked,
                                "GET",
                                settings.profile().isAtLeast(Profile.LEGACY1) ? "/state" : "/state.json",
                                Map.of("Accept", "application/json"),
                                new byte[0],
                                settings.scaled(CONNECT_LIMIT),
                                settings.scaled(READ_LIMIT)),
                answer -> {
                    read(asked, askedAt, answer);
                    done();
                },
                failure -> {
                    platform.log().warn("Failed to read the state of " + asked + ": " + failure.getMessage());
                    done();
                });
    }

    private void done() {
        reading = false;
        if (again) {
            refresh();
        }
    }

    private void read(Address asked, long askedAt, Response answer) {
        Optional<Records> found = answer.status() == 200 ? parse(asked, answer) : Optional.empty();
        if (found.isEmpty()) {
            platform.log()
                    .warn("Keeping the old records: " + asked + " does not answer as leader, but " + answer.status());
            return;
        }
        boolean keeps = settings.has(Bug.B41) && records != null;
        records = keeps ? found.get().and(records) : found.get();
        // As old as the question: the master may have answered any time after that.
        readAt = askedAt;
        master = asked.toString();
    }

    private Optional<Records> parse(Address asked, Response answer) {
        try {
            return Records.of(MAPPER.readTree(answer.body()));
        } catch (JacksonException e) {
            platform.log().warn("The state of " + asked + " is no JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }
}
