package io.partita.testbed.master;

import io.partita.testbed.master.cluster.Cluster;
import io.partita.testbed.master.metrics.Counters;
import io.partita.testbed.master.registry.FileReplicaStore;
import io.partita.testbed.master.registry.Reachability;
import io.partita.testbed.master.registry.Registrar;
import io.partita.testbed.master.registry.Replica;
import io.partita.testbed.master.registry.ReplicaStore;
import io.partita.testbed.master.registry.Replicas;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.ReplicaMessage;
import io.partita.testbed.messages.ReplicaMessage.AskReach;
import io.partita.testbed.messages.ReplicaMessage.Promise;
import io.partita.testbed.messages.ReplicaMessage.Promised;
import io.partita.testbed.messages.ReplicaMessage.Reaches;
import io.partita.testbed.messages.ReplicaMessage.Write;
import io.partita.testbed.messages.ReplicaMessage.Written;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * A Mesos master: a replica of the registry always, a candidate for leadership, and the leader once elected.
 *
 * <p>States and what moves them: FOLLOWER, elected → RECOVERING, registry taken over → LEADING. Whatever takes leadership
 * away ends the process. Messages of agents and frameworks are dropped in all states but the last.
 */
public final class Master implements Component, Messenger.Receiver {

    private final Platform platform;
    private final Settings settings;
    private final Place place;
    private final MasterInfo self;
    private final Replica replica;
    private final Replicas replicas;
    private final Reachability reachability;
    private final Election election;
    private final Context context;
    private final MasterHttp http;
    private final Dispatch replicaMessages;
    private Leadership leadership;

    public Master(Platform platform, Settings settings, Place place) {
        this(platform, settings, place, new FileReplicaStore(platform.workDirectory()));
    }

    Master(Platform platform, Settings settings, Place place, ReplicaStore store) {
        this.platform = platform;
        this.settings = settings;
        this.place = place;
        Loop loop = platform.loop();
        Address address = platform.messenger().address();
        self = new MasterInfo(
                identifier(loop, settings, address),
                address,
                place.hostname(),
                settings.profile().mesosVersion());
        replica = new Replica(store);
        replicas = new Replicas(
                loop,
                platform.log(),
                platform.messenger(),
                platform.zooKeeper(settings.duration(Knob.ZK_SESSION)),
                Place.MESOS_PATH + "/log_replicas",
                settings.scaled(Duration.ofSeconds(2)),
                this::received);
        reachability = new Reachability(loop, replicas, settings.scaled(Duration.ofSeconds(1)));
        Registrar registrar =
                new Registrar(loop, platform.log(), settings, place.quorum(), address, replicas, platform::exit);
        context = new Context(platform, settings, self, new Cluster(), registrar, new Counters());
        election = new Election(platform, settings, place, self, this::mayContend, this::elected);
        http = new MasterHttp(context, place, election, replicas, replica::isVoting, () -> leadership);
        replicaMessages = replicaMessages(new Dispatch());
        platform.messenger().receive(this);
    }

    @Override
    public void start() {
        platform.log().info("Version: " + self.version());
        platform.log().info("Master " + self.id() + " (" + self.hostname() + ") started on " + self.address());
        platform.log().info("Replica is in " + (replica.isVoting() ? "VOTING" : "EMPTY") + " status");
        replicas.start();
        election.detect();
        election.contend();
        http.start();
    }

    @Override
    public HttpService http() {
        return http;
    }

    @Override
    public void received(Address from, Message message) {
        election.look();
        if (!(message instanceof ReplicaMessage)) {
            if (leads(message)) {
                leadership.received(from, message);
            }
        } else if (!replicaMessages.handle(from, message)) {
            throw new IllegalStateException("no handler for " + message);
        }
    }

    @Override
    public void exited(Address peer) {
        election.look();
        if (leadership != null) {
            leadership.exited(peer);
        }
    }

    private boolean leads(Message message) {
        if (leadership == null) {
            context.counters().count("master/dropped_messages");
            platform.log()
                    .warn("Dropping '" + message.getClass().getSimpleName() + "' message since not "
                            + (election.leads() ? "recovered" : "elected") + " yet");
        }
        return leadership != null;
    }

    private Dispatch replicaMessages(Dispatch to) {
        return to.on(Promise.class, (from, it) -> replicas.send(from, replica.promise(it)))
                .on(Write.class, (from, it) -> replica.write(it).ifPresent(answer -> replicas.send(from, answer)))
                .on(Promised.class, (from, it) -> context.registrar().promised(from, it))
                .on(Written.class, (from, it) -> context.registrar().written(from, it))
                .on(AskReach.class, (from, it) -> reachability.asked(from, it))
                .on(Reaches.class, (from, it) -> reachability.answered(from, it));
    }

    private void elected(long sequence) {
        http.elected();
        context.registrar().recover(sequence, self, registry -> {
            leadership = new Leadership(context);
            leadership.begin(registry);
        });
    }

    /** Passes at once, or, with bug B34, when all replicas are there and each reaches each. */
    private void mayContend(Runnable then) {
        if (!settings.has(Bug.B34)) {
            then.run();
            return;
        }
        List<Address> all = replicas.addresses();
        Duration pause = settings.scaled(Duration.ofSeconds(2));
        if (all.size() < 2 * place.quorum() - 1) {
            platform.loop().after(pause, () -> mayContend(then));
            return;
        }
        reachability.allReachAll(all, yes -> {
            if (yes) {
                then.run();
            } else {
                platform.loop().after(pause, () -> mayContend(then));
            }
        });
    }

    /** One of its own for every process: a random one, in classic the date, the address and a number as real ones have. */
    private static String identifier(Loop loop, Settings settings, Address address) {
        if (settings.profile().isAtLeast(Profile.LEGACY1)) {
            return new UUID(
                            loop.random().nextLong() & ~0xF000L | 0x4000L,
                            loop.random().nextLong() >>> 2 | 1L << 63)
                    .toString();
        }
        String date = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(loop.wallClock());
        return date + "-" + MasterPayload.number(address.host()) + "-" + address.port() + "-"
                + loop.random().nextInt(1, 32768);
    }
}
