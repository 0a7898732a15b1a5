package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.AcknowledgeStatus;
import io.partita.testbed.messages.FrameworkMessage.DeactivateFramework;
import io.partita.testbed.messages.FrameworkMessage.FrameworkError;
import io.partita.testbed.messages.FrameworkMessage.FrameworkRegistered;
import io.partita.testbed.messages.FrameworkMessage.KillTask;
import io.partita.testbed.messages.FrameworkMessage.ReconcileTasks;
import io.partita.testbed.messages.FrameworkMessage.RegisterFramework;
import io.partita.testbed.messages.FrameworkMessage.ReviveOffers;
import io.partita.testbed.messages.FrameworkMessage.SuppressOffers;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.ZooKeeper;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The connection to the leading Mesos master.
 *
 * <pre>
 *   DETECTING ──a leader is found──▶ REGISTERING ──registered──▶ REGISTERED
 *   REGISTERING: asks after up to 2 s, again after 2 to 4 s and so on up to a minute, until it is answered
 *   REGISTERED ──the connection breaks, the leader is the same──▶ REGISTERING
 *   REGISTERED ──the leader is gone or another, or no sign of life for so long──▶ lost, then DETECTING or REGISTERING
 * </pre>
 *
 * What comes from anybody but the leader is not heard. What is sent while not registered is dropped, as by a broken connection;
 * every request is one that somebody repeats.
 */
final class SchedulerDriver implements Messenger.Receiver {

    /** Who hears what the master says. */
    interface Listener {

        /** Registered, after every registration; {@code again} if the master knew the id. */
        void registered(String frameworkId, MasterInfo master, boolean again);

        /** A master with which it was registered is no longer the leader, or is silent. */
        void lost();

        /** Anything else that the master says. */
        void said(FrameworkMessage message);
    }

    private enum State {
        DETECTING,
        REGISTERING,
        REGISTERED
    }

    private static final Duration DETECTION_RETRY = Duration.ofSeconds(2);
    private static final Duration FIRST_BACKOFF = Duration.ofSeconds(2);
    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    private final Context context;
    private final Messenger messenger;
    private final ZooKeeper zooKeeper;
    private final Listener listener;
    private final JsonMapper json = JsonMapper.builder().build();
    private FrameworkInfo framework;
    private State state = State.DETECTING;
    private Address master;
    /** Whether this master has ever answered. */
    private boolean registeredBefore;

    private long attempts;
    private Duration backoff;
    private long lastHeard;

    SchedulerDriver(
            Context context, Messenger messenger, ZooKeeper zooKeeper, FrameworkInfo framework, Listener listener) {
        this.context = context;
        this.messenger = messenger;
        this.zooKeeper = zooKeeper;
        this.framework = framework;
        this.listener = listener;
    }

    /** @param frameworkId the one to be taken over; null to be given a new one */
    void start(String frameworkId) {
        framework = framework.withId(frameworkId);
        context.log()
                .info(
                        frameworkId == null
                                ? "No previous framework ID found"
                                : "Setting framework ID to " + frameworkId);
        messenger.receive(this);
        new LeaderDetector(
                        context.loop(),
                        zooKeeper,
                        Place.MESOS_PATH,
                        context.settings().scaled(DETECTION_RETRY),
                        false)
                .detect(leader -> detected(leader.flatMap(this::address)));
        context.settings()
                .optionalDuration(Knob.MARATHON_HEARTBEAT_INTERVAL)
                .ifPresent(interval -> context.loop().every(interval, () -> checkForLife(interval)));
    }

    /** Tells the master that somebody else will take over, and ends. */
    void stop() {
        if (framework.id() != null) {
            send(new DeactivateFramework(framework.id()));
        }
        state = State.DETECTING;
        zooKeeper.close();
    }

    /** The leading master; empty while none is known. */
    Optional<Address> master() {
        return Optional.ofNullable(master);
    }

    boolean isRegistered() {
        return state == State.REGISTERED;
    }

    void accept(List<String> offers, List<TaskInfo> tasks, double refuseSeconds) {
        send(new AcceptOffers(framework.id(), offers, tasks, refuseSeconds));
    }

    void revive() {
        send(new ReviveOffers(framework.id()));
    }

    void suppress() {
        send(new SuppressOffers(framework.id()));
    }

    void kill(String taskId, String agentId) {
        send(new KillTask(framework.id(), taskId, agentId));
    }

    void reconcile(List<TaskRef> tasks) {
        send(new ReconcileTasks(framework.id(), tasks));
    }

    /** To be called once the update is processed and stored. */
    void acknowledge(TaskStatus status) {
        if (status.uuid() != null) {
            send(new AcknowledgeStatus(framework.id(), status.agentId(), status.taskId(), status.uuid()));
        }
    }

    private void send(FrameworkMessage message) {
        if (state == State.REGISTERED) {
            messenger.send(master, message);
        }
    }

    private Optional<Address> address(LeaderDetector.Leader leader) {
        try {
            JsonNode address = json.readTree(leader.content()).path("address");
            return Optional.of(new Address(
                    address.path("ip").asString(), address.path("port").asInt()));
        } catch (JacksonException e) {
            context.log().error("Not a master: " + leader + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private void detected(Optional<Address> leader) {
        // Even a leader at the same address is another process: it has another node.
        boolean registered = registeredBefore;
        registeredBefore = false;
        attempts++;
        master = leader.orElse(null);
        state = State.DETECTING;
        if (registered) {
            context.log().warn("Disconnected");
            listener.lost();
        }
        if (master != null) {
            context.log().info("New master detected at master@" + master);
            register();
        } else {
            context.log().info("No master detected");
        }
    }

    private void register() {
        state = State.REGISTERING;
        backoff = FIRST_BACKOFF;
        attemptLater(++attempts, 0);
    }

    /** @param least the part of the longest pause that is waited in any case */
    private void attemptLater(long mine, double least) {
        Duration longest = context.settings().scaled(backoff);
        double part = least + context.loop().random().nextDouble() * (1 - least);
        long pause = (long) (part * longest.toNanos());
        context.loop().after(Duration.ofNanos(pause), () -> {
            if (mine == attempts && state == State.REGISTERING) {
                messenger.link(master);
                messenger.send(master, new RegisterFramework(framework));
                Duration doubled = backoff.multipliedBy(2);
                backoff = doubled.compareTo(LONGEST_BACKOFF) < 0 ? doubled : LONGEST_BACKOFF;
                // An answer that is merely slow is waited for: asking twice without an id could make two frameworks.
                attemptLater(mine, 0.5);
            }
        });
    }

    @Override
    public void received(Address from, Message message) {
        if (hasEnded() || !from.equals(master) || !(message instanceof FrameworkMessage said)) {
            return;
        }
        lastHeard = context.loop().nanos();
        if (said instanceof FrameworkRegistered answer) {
            registered(answer);
        } else if (state == State.REGISTERED || said instanceof FrameworkError) {
            listener.said(said);
        }
    }

    private void registered(FrameworkRegistered answer) {
        if (state != State.REGISTERING) {
            return;
        }
        state = State.REGISTERED;
        registeredBefore = true;
        attempts++;
        framework = framework.withId(answer.frameworkId());
        context.log()
                .info((answer.again() ? "Re-registered to " : "Registered as " + answer.frameworkId() + " to master ")
                        + "'" + answer.master().id() + "'");
        listener.registered(answer.frameworkId(), answer.master(), answer.again());
    }

    @Override
    public void exited(Address peer) {
        if (!hasEnded() && peer.equals(master) && state != State.DETECTING) {
            context.log().warn("Master disconnected! Waiting for a new master to be elected");
            register();
        }
    }

    private boolean hasEnded() {
        return context.loop() instanceof EndableLoop loop && loop.hasEnded();
    }

    private void checkForLife(Duration interval) {
        int failures = context.settings().count(Knob.MARATHON_HEARTBEAT_FAILURES);
        long silence = context.loop().nanos() - lastHeard;
        if (state == State.REGISTERED && silence > interval.toNanos() * failures) {
            context.log()
                    .warn("No heartbeat from the master for "
                            + Duration.ofNanos(silence).toMillis() + " ms");
            attempts++;
            state = State.DETECTING;
            listener.lost();
            if (state == State.DETECTING && master != null) {
                register();
            }
        }
    }
}
