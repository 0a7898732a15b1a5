package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.coordination.Member;
import io.partita.testbed.coordination.Membership;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeAgent;
import io.partita.testbed.marathon.orchestration.FakeCluster.FakeTask;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.AcknowledgeStatus;
import io.partita.testbed.messages.FrameworkMessage.DeactivateFramework;
import io.partita.testbed.messages.FrameworkMessage.FrameworkError;
import io.partita.testbed.messages.FrameworkMessage.FrameworkRegistered;
import io.partita.testbed.messages.FrameworkMessage.Heartbeat;
import io.partita.testbed.messages.FrameworkMessage.KillTask;
import io.partita.testbed.messages.FrameworkMessage.ReconcileTasks;
import io.partita.testbed.messages.FrameworkMessage.RegisterFramework;
import io.partita.testbed.messages.FrameworkMessage.ResourceOffers;
import io.partita.testbed.messages.FrameworkMessage.ReviveOffers;
import io.partita.testbed.messages.FrameworkMessage.StatusUpdate;
import io.partita.testbed.messages.FrameworkMessage.SuppressOffers;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.MasterInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.Offer;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of a master as a scheduler sees of one, and its agents with it. */
final class FakeMaster implements Component, Messenger.Receiver {

    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration RESEND = Duration.ofSeconds(10);

    private final Platform platform;
    private final FakeCluster cluster;
    private final MasterInfo self;
    private final Map<String, Offer> offers = new LinkedHashMap<>();
    private final Map<String, Long> declinedUntil = new HashMap<>();
    private final Map<String, TaskStatus> unacknowledged = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private FrameworkInfo framework;
    private Address scheduler;
    private boolean suppressed;
    private int numbers;

    FakeMaster(Platform platform, FakeCluster cluster) {
        this.platform = platform;
        this.cluster = cluster;
        this.self = new MasterInfo(
                "master-" + platform.messenger().address().host(),
                platform.messenger().address(),
                "m",
                "1.6.2");
    }

    @Override
    public void start() {
        platform.messenger().receive(this);
        String content = "{\"address\":{\"hostname\":\"m\",\"ip\":\"%s\",\"port\":%d}}"
                .formatted(self.address().host(), self.address().port());
        new Membership(
                        platform.loop(),
                        platform.zooKeeper(Duration.ofSeconds(10)),
                        Place.MESOS_PATH,
                        "json.info_",
                        content,
                        Duration.ofSeconds(2),
                        new Membership.Listener() {
                            @Override
                            public void joined(Member member) {}

                            @Override
                            public void lost() {}
                        })
                .join();
        platform.loop().every(Duration.ofSeconds(1), this::offer);
        platform.loop().every(Duration.ofSeconds(1), () -> tell(new Heartbeat()));
        cluster.tasks.values().forEach(this::goOn);
    }

    @Override
    public HttpService http() {
        return (request, responder) -> responder.respond(HttpService.Response.of(404));
    }

    /** The kinds of what the scheduler said since the last call, in order. */
    List<String> said() {
        List<String> all = List.copyOf(said);
        said.clear();
        return all;
    }

    FrameworkInfo framework() {
        return framework;
    }

    void refuse(String message) {
        tell(new FrameworkError(message));
    }

    private void tell(FrameworkMessage message) {
        if (scheduler != null) {
            platform.messenger().send(scheduler, message);
        }
    }

    @Override
    public void exited(Address peer) {}

    @Override
    public void received(Address from, Message message) {
        said.add(message.getClass().getSimpleName());
        if (message instanceof RegisterFramework register) {
            register(from, register.framework());
        } else if (!from.equals(scheduler)) {
            return;
        } else if (message instanceof AcceptOffers accept) {
            accept(accept);
        } else if (message instanceof ReviveOffers) {
            suppressed = false;
            declinedUntil.clear();
        } else if (message instanceof SuppressOffers) {
            suppressed = true;
        } else if (message instanceof KillTask kill) {
            kill(kill);
        } else if (message instanceof AcknowledgeStatus acknowledged) {
            unacknowledged.remove(acknowledged.uuid());
        } else if (message instanceof ReconcileTasks reconcile) {
            reconcile(reconcile);
        } else if (message instanceof DeactivateFramework) {
            scheduler = null;
        }
    }

    private void register(Address from, FrameworkInfo info) {
        boolean again = info.id() != null;
        if (!again) {
            cluster.frameworks++;
        }
        framework = again ? info : info.withId("F" + cluster.frameworks);
        scheduler = from;
        suppressed = false;
        offers.clear();
        declinedUntil.clear();
        tell(new FrameworkRegistered(framework.id(), self, again));
    }

    private void offer() {
        if (scheduler == null || suppressed) {
            return;
        }
        List<Offer> made = new ArrayList<>();
        for (FakeAgent agent : cluster.agents.values()) {
            boolean declined =
                    declinedUntil.getOrDefault(agent.id, 0L) > platform.loop().nanos();
            boolean open =
                    offers.values().stream().anyMatch(offer -> offer.agentId().equals(agent.id));
            if (!agent.away && !declined && !open) {
                Offer.Unavailability unavailability =
                        agent.maintenanceFrom == null ? null : new Offer.Unavailability(agent.maintenanceFrom, null);
                made.add(new Offer(
                        "O" + numbers++,
                        framework.id(),
                        agent.id,
                        agent.hostname,
                        agent.address,
                        cluster.free(agent),
                        agent.attributes,
                        unavailability));
            }
        }
        made.forEach(offer -> offers.put(offer.id(), offer));
        if (!made.isEmpty()) {
            tell(new ResourceOffers(made));
        }
    }

    private void accept(AcceptOffers accept) {
        for (String id : accept.offerIds()) {
            Offer offer = offers.remove(id);
            if (offer == null) {
                accept.tasks().forEach(task -> tell(update(task, TaskState.TASK_LOST, "offer gone", null, null)));
                return;
            }
            declinedUntil.put(offer.agentId(), platform.loop().nanos() + (long) (accept.refuseSeconds() * 1e9));
        }
        if (!cluster.losesLaunches) {
            accept.tasks().forEach(task -> {
                cluster.launched(task);
                goOn(cluster.tasks.get(task.taskId()));
            });
        }
    }

    /** Brings a task to running. */
    private void goOn(FakeTask task) {
        platform.loop().after(SOON, () -> {
            boolean staged = task.state == TaskState.TASK_STAGING || task.state == TaskState.TASK_STARTING;
            if (staged && !cluster.keepsStaging && !away(task)) {
                become(task, TaskState.TASK_RUNNING, null);
            }
        });
    }

    private boolean away(FakeTask task) {
        return cluster.agents.get(task.info.agentId()).away;
    }

    /** Something happens to a task, and its agent says so until it is heard. */
    void become(FakeTask task, TaskState state, String message) {
        task.state = state;
        String uuid = "U" + self.id() + numbers++;
        TaskStatus status = update(task.info, state, message, null, uuid).status();
        unacknowledged.put(uuid, status);
        resend(uuid);
    }

    private void resend(String uuid) {
        TaskStatus status = unacknowledged.get(uuid);
        if (status != null) {
            if (!cluster.agents.get(status.agentId()).away) {
                tell(new StatusUpdate(id(), status));
            }
            platform.loop().after(RESEND, () -> resend(uuid));
        }
    }

    /** Says once more what was acknowledged before. */
    void repeat(FakeTask task) {
        tell(update(task.info, task.state, "again", null, "again" + numbers++));
    }

    private String id() {
        return framework == null ? null : framework.id();
    }

    private StatusUpdate update(TaskInfo task, TaskState state, String message, String reason, String uuid) {
        String ip = state == TaskState.TASK_RUNNING
                ? cluster.agents.get(task.agentId()).address.host()
                : null;
        return new StatusUpdate(
                id(),
                new TaskStatus(
                        task.taskId(),
                        state,
                        message,
                        "SOURCE_MASTER",
                        reason,
                        task.agentId(),
                        platform.loop().wallClock().toEpochMilli() / 1e3,
                        uuid,
                        null,
                        ip,
                        null));
    }

    private void kill(KillTask kill) {
        FakeTask task = cluster.tasks.get(kill.taskId());
        if (task != null && task.isAlive() && !away(task) && !cluster.losesKills) {
            platform.loop().after(SOON, () -> {
                if (task.isAlive() && !away(task)) {
                    become(task, TaskState.TASK_KILLED, "killed");
                    cluster.killed(task);
                }
            });
        }
    }

    private void reconcile(ReconcileTasks asked) {
        if (cluster.isRecovering) {
            return;
        }
        if (asked.tasks().isEmpty()) {
            cluster.tasks.values().stream()
                    .filter(FakeTask::isAlive)
                    .forEach(task -> tell(latest(task, "REASON_RECONCILIATION")));
        }
        for (TaskRef reference : asked.tasks()) {
            FakeTask task = cluster.tasks.get(reference.taskId());
            if (task != null) {
                tell(latest(task, "REASON_RECONCILIATION"));
            } else {
                TaskState state = framework.isPartitionAware() ? TaskState.TASK_GONE : TaskState.TASK_LOST;
                tell(new StatusUpdate(
                        id(),
                        TaskStatus.of(
                                reference.taskId(),
                                state,
                                "unknown",
                                "SOURCE_MASTER",
                                "REASON_RECONCILIATION",
                                reference.agentId(),
                                0)));
            }
        }
    }

    private StatusUpdate latest(FakeTask task, String reason) {
        return away(task) ? unreachable(task, reason) : update(task.info, task.state, "latest", reason, null);
    }

    private StatusUpdate unreachable(FakeTask task, String reason) {
        TaskState state = framework.isPartitionAware() ? TaskState.TASK_UNREACHABLE : TaskState.TASK_LOST;
        return update(task.info, state, "health check timed out", reason, null);
    }

    /** An agent is taken for lost now. */
    void lose(FakeAgent agent) {
        agent.away = true;
        offers.values().removeIf(offer -> offer.agentId().equals(agent.id));
        cluster.tasks.values().stream()
                .filter(task -> task.isAlive() && task.info.agentId().equals(agent.id))
                .forEach(task -> tell(unreachable(task, "REASON_SLAVE_REMOVED")));
    }

    /** An agent is back, with all that it ran. */
    void regain(FakeAgent agent) {
        agent.away = false;
        cluster.tasks.values().stream()
                .filter(task -> task.isAlive() && task.info.agentId().equals(agent.id))
                .forEach(task -> {
                    task.wasAway = true;
                    goOn(task);
                    tell(latest(task, "REASON_SLAVE_REREGISTERED"));
                });
    }
}
