package io.partita.testbed.master;

import io.partita.testbed.coordination.LeaderDetector;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.AgentMessage.AgentRegistered;
import io.partita.testbed.messages.AgentMessage.AgentReregistered;
import io.partita.testbed.messages.AgentMessage.AgentStatusAcknowledgement;
import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.AgentMessage.KillAgentTask;
import io.partita.testbed.messages.AgentMessage.Ping;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.RunTask;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownFramework;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.PortRange;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.Task;
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
import java.util.UUID;

/** Registers with whoever leads, says that every task runs, and does what it is told. What it has outlives its process. */
final class FakeAgent implements Component, Messenger.Receiver {

    /** What outlives the process. */
    static final class Disk {
        String id;
        final Map<String, Task> tasks = new LinkedHashMap<>();
        final Map<String, FrameworkInfo> frameworks = new LinkedHashMap<>();
    }

    private final Platform platform;
    private final String hostname;
    private final Disk disk;
    private final List<String> shutdowns = new ArrayList<>();
    private final List<String> killed = new ArrayList<>();
    private final List<String> unknownTasks = new ArrayList<>();
    private Address leader;
    private boolean registered;
    private boolean answersPings = true;
    private boolean silentStart;

    FakeAgent(Platform platform, String hostname, Disk disk) {
        this.platform = platform;
        this.hostname = hostname;
        this.disk = disk;
        platform.messenger().receive(this);
    }

    /** Tasks are launched but nothing is said of them. */
    void startSilently() {
        silentStart = true;
    }

    void answerPings(boolean yes) {
        answersPings = yes;
    }

    boolean isRegistered() {
        return registered;
    }

    Disk disk() {
        return disk;
    }

    List<String> shutdowns() {
        return shutdowns;
    }

    List<String> killed() {
        return killed;
    }

    List<String> unknownTasks() {
        return unknownTasks;
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
                    introduce();
                });
        platform.loop().every(Duration.ofSeconds(1), this::introduce);
    }

    private void introduce() {
        if (leader == null || registered) {
            return;
        }
        platform.messenger().link(leader);
        AgentInfo info = info();
        platform.messenger()
                .send(
                        leader,
                        disk.id == null
                                ? new RegisterAgent(info)
                                : new ReregisterAgent(
                                        info, List.copyOf(disk.tasks.values()), List.copyOf(disk.frameworks.values())));
    }

    /** Says anything at all. */
    void say(Address master, Message message) {
        platform.messenger().send(master, message);
    }

    /** Introduces itself to a master that it did not find in ZooKeeper. */
    void registerWith(Address master) {
        platform.messenger().send(master, new RegisterAgent(info()));
    }

    AgentInfo info() {
        return new AgentInfo(
                disk.id,
                hostname,
                platform.messenger().address(),
                new Resources(2, 1024, 4096, List.of(new PortRange(31000, 31999))),
                Map.of(),
                "1.6.2",
                List.of("MULTI_ROLE"));
    }

    @Override
    public void received(Address from, Message message) {
        if (message instanceof Ping it && answersPings) {
            platform.messenger().send(from, new Pong(disk.id));
            registered &= it.connected();
        }
        if (!from.equals(leader)) {
            return;
        }
        if (message instanceof AgentRegistered it) {
            disk.id = it.agentId();
            registered = true;
        } else if (message instanceof AgentReregistered it) {
            registered = true;
            unknownTasks.addAll(it.unknownTasks());
        } else if (message instanceof RunTask it) {
            disk.frameworks.put(it.framework().id(), it.framework());
            disk.tasks.put(
                    it.task().taskId(), new Task(it.task(), it.framework().id(), TaskState.TASK_STAGING, List.of()));
            if (!silentStart) {
                report(it.task().taskId(), TaskState.TASK_RUNNING);
            }
        } else if (message instanceof KillAgentTask it) {
            killed.add(it.taskId());
            report(it.taskId(), TaskState.TASK_KILLED);
        } else if (message instanceof ShutdownFramework it) {
            disk.tasks.values().removeIf(task -> {
                boolean its = task.frameworkId().equals(it.frameworkId());
                if (its) {
                    killed.add(task.id());
                }
                return its;
            });
            disk.frameworks.remove(it.frameworkId());
        } else if (message instanceof ShutdownAgent it) {
            shutdowns.add(it.reason());
            disk.id = null;
            disk.tasks.clear();
            platform.exit(0, "asked to shut down: " + it.reason());
        } else if (message instanceof AgentStatusAcknowledgement it) {
            Task task = disk.tasks.get(it.taskId());
            if (task != null && task.state().isTerminal()) {
                disk.tasks.remove(it.taskId());
            }
        }
    }

    /** Tells the master of a change. */
    void report(String taskId, TaskState state) {
        Task before = disk.tasks.get(taskId);
        if (before == null) {
            return;
        }
        TaskStatus status = new TaskStatus(
                taskId,
                state,
                "",
                "SOURCE_EXECUTOR",
                null,
                disk.id,
                platform.loop().wallClock().toEpochMilli() / 1e3,
                new UUID(platform.loop().random().nextLong(), 1).toString(),
                "container-" + taskId,
                platform.messenger().address().host(),
                1234);
        List<TaskStatus> statuses = new ArrayList<>(before.statuses());
        statuses.add(status);
        disk.tasks.put(taskId, new Task(before.info(), before.frameworkId(), state, statuses));
        if (leader != null) {
            platform.messenger().send(leader, new AgentStatusUpdate(before.frameworkId(), status, state));
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
