package io.partita.testbed.agent;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which master the agent belongs to, and whether that master knows.
 *
 * <ul>
 *   <li>RECOVERING: nobody is looked for yet. {@link #begin}: DISCONNECTED.
 *   <li>DISCONNECTED: there is no leader, or it has not answered yet; it is asked again and again, after random times of
 *       at most b, 2b, 4b, … The leader's answer: REGISTERED.
 *   <li>REGISTERED: another leader, or none, or no ping for too long, or a ping that says that the master takes the agent
 *       for disconnected: DISCONNECTED.
 *   <li>TERMINATING: the agent ends; nothing leads out of this.
 * </ul>
 *
 * A connection that breaks changes nothing by itself: the next leader, or the next ping of this one, does.
 */
final class Registration {

    enum State {
        RECOVERING,
        DISCONNECTED,
        REGISTERED,
        TERMINATING
    }

    /** A master that leads. */
    record Master(Address address, String hostname) {

        /** What a master wrote into its node in ZooKeeper. */
        static Master parse(String content) {
            JsonNode node = Mapper.JSON.readTree(content);
            JsonNode address = node.path("address");
            Address where = node.has("pid")
                    ? Address.parse(node.path("pid").asString())
                    : new Address(
                            address.path("ip").asString(), address.path("port").asInt());
            return new Master(where, node.path("hostname").asString(where.host()));
        }

        @Override
        public String toString() {
            return "master@" + address;
        }
    }

    /** Hears that masters come and go. */
    interface Owner {

        /** What is said to the master to be registered with it. */
        AgentMessage request();

        /** The registration is void, because of {@code why}. */
        void disconnected(String why);

        /** There is no master, or the connection to it broke. */
        void masterLost(String why);
    }

    private static final Duration ZOOKEEPER_RETRY = Duration.ofSeconds(2);

    private final Platform platform;
    private final Loop loop;
    private final Log log;
    private final Settings settings;
    private final Owner owner;
    private final String noun;
    private State state = State.RECOVERING;
    private Optional<Master> master = Optional.empty();
    private long attempt;
    private Duration pingTimeout;
    private Loop.Timer pingTimer = () -> {};

    Registration(Platform platform, Settings settings, Owner owner) {
        this.platform = platform;
        this.loop = platform.loop();
        this.log = platform.log();
        this.settings = settings;
        this.owner = owner;
        this.noun = settings.profile().isAtLeast(Profile.LEGACY1) ? "agent" : "slave";
        this.pingTimeout = settings.duration(Knob.PING_TIMEOUT).multipliedBy(settings.count(Knob.PING_MAX));
    }

    State state() {
        return state;
    }

    /** The master that is expected to speak. */
    Optional<Master> master() {
        return master;
    }

    /** The master, if it knows that it is ours. */
    Optional<Address> registeredWith() {
        return state == State.REGISTERED ? master.map(Master::address) : Optional.empty();
    }

    /** Looks for the leading master from now on. */
    void begin() {
        if (state != State.RECOVERING) {
            return;
        }
        state = State.DISCONNECTED;
        new LeaderDetector(
                        loop,
                        platform.zooKeeper(settings.duration(Knob.ZK_SESSION)),
                        Place.MESOS_PATH,
                        settings.scaled(ZOOKEEPER_RETRY),
                        false)
                .detect(leader -> detected(leader.map(found -> Master.parse(found.content()))));
    }

    /** Nothing is registered any more. */
    void terminate() {
        state = State.TERMINATING;
        attempt++;
        pingTimer.cancel();
    }

    /** Whether {@code from} is the master that may say this; logs it if not. */
    boolean isExpected(Address from, String what) {
        if (master.map(Master::address).equals(Optional.of(from))) {
            return true;
        }
        log.warn("Ignoring " + what + " from master@" + from + " because it is not the expected master: "
                + master.map(Master::toString).orElse("None"));
        return false;
    }

    private void detected(Optional<Master> leader) {
        boolean had = master.isPresent();
        master = leader;
        if (leader.isPresent()) {
            log.info("New master detected at " + leader.get());
        } else {
            log.info(had ? "Lost leading master" : "No leading master");
        }
        look(leader.isPresent() ? "another master leads" : "no master leads");
        if (had && leader.isEmpty()) {
            owner.masterLost("no master leads");
        }
    }

    /** Registers anew with whoever leads. */
    private void look(String why) {
        if (state == State.TERMINATING) {
            return;
        }
        state = State.DISCONNECTED;
        attempt++;
        pingTimer.cancel();
        owner.disconnected(why);
        master.ifPresent(leader -> {
            platform.messenger().link(leader.address());
            await(attempt, settings.duration(Knob.REGISTRATION_BACKOFF));
        });
    }

    private void await(long mine, Duration longest) {
        Duration capped = longest.compareTo(settings.duration(Knob.REGISTRATION_BACKOFF_MAX)) > 0
                ? settings.duration(Knob.REGISTRATION_BACKOFF_MAX)
                : longest;
        long delay = (long) (loop.random().nextDouble() * capped.toNanos());
        loop.after(Duration.ofNanos(delay), () -> {
            if (mine == attempt && state == State.DISCONNECTED) {
                master.ifPresent(leader -> platform.messenger().send(leader.address(), owner.request()));
                await(mine, capped.multipliedBy(2));
            }
        });
    }

    /** The master knows this agent. Answers whether that is news. */
    boolean registered(Duration newPingTimeout) {
        pingTimeout = newPingTimeout;
        if (state != State.DISCONNECTED) {
            return false;
        }
        state = State.REGISTERED;
        attempt++;
        watchPings();
        return true;
    }

    /** A ping, which any master may send: whether it leads does not matter for the question whether the agent is there. */
    void pinged(boolean connected) {
        if (!connected && state == State.REGISTERED) {
            log.info("Master marked the " + noun + " as disconnected but the " + noun
                    + " considers itself registered! Forcing re-registration.");
            look("the master takes the " + noun + " for disconnected");
        } else if (state == State.REGISTERED) {
            watchPings();
        }
    }

    /** The connection to {@code peer} broke. */
    void exited(Address peer) {
        if (master.filter(leader -> leader.address().equals(peer)).isPresent() && state != State.TERMINATING) {
            log.warn("Master disconnected! Waiting for a new master to be elected");
            owner.masterLost("the connection to the master broke");
        }
    }

    private void watchPings() {
        pingTimer.cancel();
        pingTimer = loop.after(pingTimeout, () -> {
            log.info("No pings from master received within " + Wording.elapsed(pingTimeout));
            look("no pings");
        });
    }
}
