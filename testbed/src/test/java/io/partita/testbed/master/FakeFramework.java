package io.partita.testbed.master;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.AcknowledgeStatus;
import io.partita.testbed.messages.FrameworkMessage.FrameworkError;
import io.partita.testbed.messages.FrameworkMessage.FrameworkRegistered;
import io.partita.testbed.messages.FrameworkMessage.Heartbeat;
import io.partita.testbed.messages.FrameworkMessage.KillTask;
import io.partita.testbed.messages.FrameworkMessage.LostAgent;
import io.partita.testbed.messages.FrameworkMessage.ReconcileTasks;
import io.partita.testbed.messages.FrameworkMessage.RegisterFramework;
import io.partita.testbed.messages.FrameworkMessage.RescindOffer;
import io.partita.testbed.messages.FrameworkMessage.ResourceOffers;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.Offer;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keeps whatever it is told, keeps all offers until a test uses them, acknowledges every update. */
public final class FakeFramework implements Component, Messenger.Receiver {

    private final Platform platform;
    private final List<TaskStatus> statuses = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> lostAgents = new ArrayList<>();
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private final List<Offer> everOffered = new ArrayList<>();
    private FrameworkInfo info;
    private Address leader;
    private boolean registered;
    private boolean declines;
    private int heartbeats;

    public FakeFramework(Platform platform, FrameworkInfo info) {
        this.platform = platform;
        this.info = info;
        platform.messenger().receive(this);
    }

    public static FrameworkInfo info(String id, double failoverTimeout, String... capabilities) {
        return new FrameworkInfo(
                id, "fake", "root", failoverTimeout, true, "*", "n9", "http://n9:8080", List.of(capabilities));
    }

    /** From now on it declines every offer at once. */
    public void decline() {
        declines = true;
    }

    public String id() {
        return info.id();
    }

    public boolean isRegistered() {
        return registered;
    }

    List<TaskStatus> statuses() {
        return statuses;
    }

    public List<TaskState> states(String taskId) {
        return statuses.stream()
                .filter(status -> status.taskId().equals(taskId))
                .map(TaskStatus::state)
                .toList();
    }

    List<String> errors() {
        return errors;
    }

    List<String> lostAgents() {
        return lostAgents;
    }

    public Map<String, Offer> offers() {
        return offers;
    }

    List<Offer> everOffered() {
        return everOffered;
    }

    int heartbeats() {
        return heartbeats;
    }

    @Override
    public void start() {
        new LeaderDetector(
                        platform.loop(),
                        platform.zooKeeper(Duration.ofSeconds(10)),
                        Place.MESOS_PATH,
                        Duration.ofSeconds(2),
                        false)
                .detect(found -> {
                    leader = found.map(now -> MasterPayload.read(now.content()).address())
                            .orElse(null);
                    registered = false;
                    offers.clear();
                    introduce();
                });
        platform.loop().every(Duration.ofSeconds(1), this::introduce);
    }

    private void introduce() {
        if (leader != null && !registered && errors.isEmpty()) {
            platform.messenger().link(leader);
            send(new RegisterFramework(info));
        }
    }

    public void send(Message message) {
        platform.messenger().send(leader, message);
    }

    /** Launches tasks of 0.1 cpu and 32 MB on an offer. */
    void launch(Offer offer, String... taskIds) {
        launch(offer, new Resources(0.1, 32, 0, List.of()), taskIds);
    }

    void launch(Offer offer, Resources each, String... taskIds) {
        offers.remove(offer.id());
        send(new AcceptOffers(
                info.id(),
                List.of(offer.id()),
                List.of(taskIds).stream()
                        .map(id -> task(id, offer.agentId(), each))
                        .toList(),
                0));
    }

    public static TaskInfo task(String id, String agentId, Resources resources) {
        return new TaskInfo(
                id,
                id,
                agentId,
                resources,
                new CommandInfo("sleep 100", List.of(), Map.of(), null),
                Map.of(),
                null,
                List.of());
    }

    void kill(String taskId) {
        send(new KillTask(info.id(), taskId, null));
    }

    /** No tasks: all. */
    void reconcile(TaskRef... tasks) {
        send(new ReconcileTasks(info.id(), List.of(tasks)));
    }

    @Override
    public void received(Address from, Message message) {
        if (!from.equals(leader)) {
            return;
        }
        if (message instanceof FrameworkRegistered it) {
            info = info.withId(it.frameworkId());
            registered = true;
        } else if (message instanceof FrameworkError it) {
            errors.add(it.message());
        } else if (message instanceof ResourceOffers it) {
            everOffered.addAll(it.offers());
            for (Offer offer : it.offers()) {
                if (declines) {
                    send(new AcceptOffers(info.id(), List.of(offer.id()), List.of(), 0));
                } else {
                    offers.put(offer.id(), offer);
                }
            }
        } else if (message instanceof RescindOffer it) {
            offers.remove(it.offerId());
        } else if (message instanceof StatusUpdate it) {
            statuses.add(it.status());
            if (it.status().uuid() != null) {
                send(new AcknowledgeStatus(
                        info.id(),
                        it.status().agentId(),
                        it.status().taskId(),
                        it.status().uuid()));
            }
        } else if (message instanceof LostAgent it) {
            lostAgents.add(it.agentId());
        } else if (message instanceof Heartbeat) {
            heartbeats++;
        }
    }

    @Override
    public void exited(Address peer) {
        if (peer.equals(leader)) {
            registered = false;
        }
    }

    @Override
    public HttpService http() {
        return (request, responder) -> responder.respond(HttpService.Response.of(404));
    }
}
