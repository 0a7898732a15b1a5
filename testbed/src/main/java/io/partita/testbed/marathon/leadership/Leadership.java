package io.partita.testbed.marathon.leadership;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.coordination.Member;
import io.partita.testbed.coordination.Membership;
import io.partita.testbed.messages.Address;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Session;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether this Marathon leads, and who does if not: a member of a group in ZooKeeper, led by the lowest number.
 *
 * <pre>
 * STANDBY    somebody else leads, or nobody         its own member is the lowest         -> PREPARING
 * PREPARING  elected; what is stored is being read  {@link #prepared}                    -> LEADING
 *                                                   {@link Loss}, or the time is over    -> WITHDRAWN or exit
 * LEADING    the one that serves                    {@link Loss}                         -> WITHDRAWN or exit
 * WITHDRAWN  out of the group                       a pause is over                      -> STANDBY
 * </pre>
 *
 * What a loss leads to is {@link Reaction}'s to say.
 */
public final class Leadership {

    /** The states. */
    public enum State {
        STANDBY,
        PREPARING,
        LEADING,
        WITHDRAWN
    }

    /** What the rest of Marathon does about it. */
    public interface Owner {

        /** Elected: to prepare, then call {@link #prepared} or {@link #lose}. */
        void elected();

        /** No longer elected. */
        void ended();
    }

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Platform platform;
    private final Settings settings;
    private final Address self;
    private final ZooKeeper zooKeeper;
    private final Owner owner;
    private final ElectionLog log;
    private final Membership membership;
    private final String path;
    private State state = State.STANDBY;
    private Optional<LeaderDetector.Leader> leader = Optional.empty();
    private boolean everConnected;
    private boolean zombie;
    private long term;
    private long since;

    /** @param self what other Marathons and clients reach it by */
    public Leadership(Platform platform, Settings settings, Address self, ZooKeeper zooKeeper, Owner owner) {
        this.platform = platform;
        this.settings = settings;
        this.self = self;
        this.zooKeeper = zooKeeper;
        this.owner = owner;
        this.log = new ElectionLog(platform.log(), settings.profile(), self);
        boolean classic = settings.profile() == Profile.CLASSIC;
        this.path = Place.MARATHON_PATH + (classic ? "/leader" : "/leader-curator");
        // Before the membership, so that a lost session is known for what it is before the group seems empty.
        zooKeeper.onSession(this::session);
        this.membership = new Membership(
                platform.loop(),
                zooKeeper,
                path,
                classic ? "member_" : "_c_" + uuid() + "-latch-",
                self.toString(),
                settings.scaled(RETRY),
                new Membership.Listener() {
                    @Override
                    public void joined(Member member) {
                        found(leader);
                    }

                    @Override
                    public void lost() {
                        contendAgain();
                    }
                });
    }

    private UUID uuid() {
        return new UUID(
                platform.loop().random().nextLong(), platform.loop().random().nextLong());
    }

    /** Offers itself. */
    public void start() {
        log.offering();
        new LeaderDetector(platform.loop(), zooKeeper, path, settings.scaled(RETRY), false).detect(this::found);
        membership.join();
        platform.loop().after(settings.duration(Knob.MARATHON_ZK_SESSION), () -> {
            if (!everConnected) {
                lose(Loss.NO_ZOOKEEPER, "");
            }
        });
    }

    public State state() {
        return state;
    }

    /** Whether requests are served here. */
    public boolean isLeading() {
        return state == State.LEADING;
    }

    /** Who leads: this one only if it is ready. */
    public Optional<Address> leader() {
        if (isLeading()) {
            return Optional.of(self);
        }
        return leader.map(found -> Address.parse(found.content())).filter(address -> !address.equals(self));
    }

    /** How long it has been leading. */
    public Duration leadingFor() {
        return isLeading() ? Duration.ofNanos(platform.loop().nanos() - since) : Duration.ZERO;
    }

    /** What was to be done before it can serve is done. */
    public void prepared() {
        require(State.PREPARING);
        state = State.LEADING;
        since = platform.loop().nanos();
        log.running();
    }

    /** Something does not allow it to go on; {@code word} says more. */
    public void lose(Loss loss, String word) {
        Reaction reaction = Reaction.to(loss, settings.profile(), isElected(), word);
        if (reaction instanceof Reaction.Exit exit) {
            exit.log().forEach(platform.log()::info);
            if (isElected() && loss == Loss.ABDICATED) {
                withdraw(() -> platform.exit(exit.status(), exit.why()));
            } else {
                platform.exit(exit.status(), exit.why());
            }
        } else if (reaction instanceof Reaction.StepDown down) {
            if (isElected()) {
                down.log().forEach(platform.log()::info);
                stepDown();
            }
        } else if (reaction instanceof Reaction.Stay stay) {
            stay.log().forEach(platform.log()::info);
        }
    }

    private void stepDown() {
        Duration pause = settings.duration(Knob.MARATHON_ABDICATE_BACKOFF);
        withdraw(() -> {
            long mine = term;
            platform.loop().after(pause, () -> {
                if (mine == term) {
                    state = State.STANDBY;
                    log.offering();
                    membership.join();
                }
            });
        });
    }

    /** Leaves the group, so that another can lead at once; {@code then} runs when it has. */
    private void withdraw(Runnable then) {
        state = State.WITHDRAWN;
        term++;
        owner.ended();
        membership.leave(then);
    }

    private void contendAgain() {
        if (state == State.STANDBY && !zombie) {
            membership.join();
        }
    }

    private boolean isElected() {
        return state == State.PREPARING || state == State.LEADING;
    }

    private void session(Session session) {
        everConnected |= session == Session.CONNECTED;
        if (session == Session.CONNECTED || isElected() && settings.has(Bug.B24)) {
            return;
        }
        if (!isElected() && settings.has(Bug.B33)) {
            zombie |= session == Session.EXPIRED;
            return;
        }
        lose(session == Session.EXPIRED ? Loss.SESSION_EXPIRED : Loss.ZOOKEEPER_DISCONNECTED, "");
    }

    private void found(Optional<LeaderDetector.Leader> found) {
        boolean news = !found.equals(leader);
        leader = zombie ? Optional.empty() : found;
        boolean own =
                leader.isPresent() && leader.map(LeaderDetector.Leader::member).equals(membership.self());
        if (own && state == State.STANDBY) {
            elected(leader.get().member());
        } else if (!own && isElected() && !settings.has(Bug.B24)) {
            lose(Loss.DEPOSED, "");
        } else if (news && !own) {
            log.defeated(leader());
        }
    }

    private void elected(Member member) {
        state = State.PREPARING;
        long mine = ++term;
        log.elected(path, member);
        platform.loop().after(settings.duration(Knob.MARATHON_PREPARE_TIMEOUT), () -> {
            if (mine == term && state == State.PREPARING) {
                lose(Loss.PREPARATION_FAILED, "");
            }
        });
        owner.elected();
    }

    private void require(State expected) {
        if (state != expected) {
            throw new IllegalStateException("expected " + expected + ", is " + state);
        }
    }
}
