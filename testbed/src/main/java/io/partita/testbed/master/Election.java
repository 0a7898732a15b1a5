package io.partita.testbed.master;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.coordination.LeaderDetector.Leader;
import io.partita.testbed.coordination.Member;
import io.partita.testbed.coordination.Membership;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.runtime.ZooKeeper.Session;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Who leads, and whether it is this master. Contending and detecting have a session each, so a lost connection is noticed
 * by whichever comes first.
 *
 * <p>States and what moves them:
 * <pre>
 * OUTSIDE   joined the group                   → FOLLOWER
 * FOLLOWER  the contender's session is lost    → OUTSIDE   and contends again
 * FOLLOWER  detected as the leader             → LEADER    for the rest of the process
 * LEADER    stood still for longer than the session lasts → exit with status 1, before anything else is done
 * LEADER    the contender's session is lost, another leader is detected, or none → exit with status 1
 * LEADER    detected as the leader again       → LEADER
 * </pre>
 * A process that led never follows: it would carry what it knew as a leader into its next term.
 */
final class Election {

    private final Platform platform;
    private final Log log;
    private final Settings settings;
    private final Wording wording;
    private final MasterInfo self;
    private final LongConsumer elected;
    private final Consumer<Runnable> gate;
    private final Membership membership;
    private final LeaderDetector detector;
    private final Standstill standstill;
    private MasterInfo leader;
    private boolean leads;

    /**
     * @param gate is passed before every attempt to join
     * @param elected hears the sequence number with which this master won
     */
    Election(
            Platform platform,
            Settings settings,
            Place place,
            MasterInfo self,
            Consumer<Runnable> gate,
            LongConsumer elected) {
        this.platform = platform;
        this.log = platform.log();
        this.settings = settings;
        this.wording = new Wording(settings.profile());
        this.self = self;
        this.elected = elected;
        this.gate = gate;
        Duration session = settings.duration(Knob.ZK_SESSION);
        Duration retry = settings.scaled(Duration.ofSeconds(2));
        ZooKeeper contending = platform.zooKeeper(session);
        narrate(contending);
        standstill = new Standstill(platform.loop(), contending::sessionTimeout);
        membership = new Membership(
                platform.loop(),
                contending,
                Place.MESOS_PATH,
                MasterPayload.label(settings.profile()),
                MasterPayload.write(self, settings.profile()),
                retry,
                new Membership.Listener() {
                    @Override
                    public void joined(Member member) {
                        log.info("New candidate (id='" + member.sequence()
                                + "') has entered the contest for leadership");
                    }

                    @Override
                    public void lost() {
                        lostCandidacy();
                    }
                });
        detector = new LeaderDetector(
                platform.loop(),
                platform.zooKeeper(session),
                Place.MESOS_PATH,
                retry,
                settings.has(Bug.B02) && mistakesHighest(place.hostname()));
    }

    /** Watches who leads. To be called once. */
    void detect() {
        standstill.watch(this::look);
        detector.detect(this::detected);
    }

    /** Offers itself. To be called once; later losses are made good by itself. */
    void contend() {
        gate.accept(() -> {
            log.info("Joining the ZK group");
            membership.join();
        });
    }

    /** The leader as this master sees it; empty if there is none. */
    Optional<MasterInfo> leader() {
        return Optional.ofNullable(leader);
    }

    /** Whether this master leads, as far as it knows. */
    boolean leads() {
        return leads;
    }

    /**
     * To be called before anything is done because somebody asks for it. A leader that stood still for longer than its
     * session lasts ends here: another one may lead, though this one could not hear of it.
     */
    void look() {
        if (standstill.isNoticed() && leads && !settings.has(Bug.B01)) {
            platform.exit(1, wording.lostCandidacy());
        }
    }

    /**
     * Which masters take the highest number for the leader's when that bug is on: all whose host name does not end with
     * the number 1. So the first of {@code n1, n2, n3} is right and the others are wrong.
     */
    static boolean mistakesHighest(String hostname) {
        String number = hostname.replaceFirst("^.*?(\\d*)$", "$1");
        return !number.equals("1");
    }

    private void lostCandidacy() {
        if (!leads) {
            log.info("Lost candidacy as a follower... Contend again");
            contend();
        } else if (settings.has(Bug.B01)) {
            membership.join();
        } else {
            platform.exit(1, wording.lostCandidacy());
        }
    }

    private void detected(Optional<Leader> found) {
        found.ifPresent(
                now -> log.info("Detected a new leader: (id='" + now.member().sequence() + "')"));
        MasterInfo now = found.map(Leader::content).map(MasterPayload::read).orElse(null);
        boolean isSelf = now != null && now.id().equals(self.id());
        if (leads && !isSelf && settings.has(Bug.B01)) {
            return;
        }
        leader = now;
        if (isSelf && leads) {
            log.info("Re-elected as the leading master");
        } else if (isSelf) {
            leads = true;
            log.info("Elected as the leading master!");
            elected.accept(found.get().member().sequence());
        } else {
            log.info(
                    now == null
                            ? wording.noLeader()
                            : "The newly elected leader is " + now.pid() + " with id " + now.id());
            if (leads) {
                platform.exit(1, now == null ? wording.indecisive() : wording.conceded());
            }
        }
    }

    private void narrate(ZooKeeper zooKeeper) {
        boolean[] lost = new boolean[1];
        zooKeeper.onSession(session -> {
            if (session == Session.DISCONNECTED) {
                log.info("Lost connection to ZooKeeper, attempting to reconnect ...");
            } else if (session == Session.EXPIRED) {
                if (lost[0]) {
                    log.warn(
                            "Timed out waiting to reconnect to ZooKeeper. Forcing ZooKeeper session (sessionId=unknown)"
                                    + " expiration");
                }
                log.info("ZooKeeper session expired");
            }
            lost[0] = session == Session.DISCONNECTED;
        });
    }
}
