package io.partita.testbed.agent;

import io.partita.testbed.coordination.Member;
import io.partita.testbed.coordination.Membership;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.AgentMessage;
import io.partita.testbed.messages.AgentMessage.AgentRegistered;
import io.partita.testbed.messages.AgentMessage.AgentReregistered;
import io.partita.testbed.messages.AgentMessage.AgentStatusAcknowledgement;
import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.AgentMessage.Ping;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.RunTask;
import io.partita.testbed.messages.CommandInfo;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.Task;
import io.partita.testbed.messages.TaskInfo;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** As much of a master as an agent needs: leads, admits, pings, launches, acknowledges, and remembers what it heard. */
final class FakeMaster implements Component, Messenger.Receiver {

    static final FrameworkInfo FRAMEWORK = new FrameworkInfo(
            "F-0000", "mini", "root", 3600, true, "*", "vm", "", List.of(FrameworkInfo.PARTITION_AWARE));

    private static final Duration SESSION = Duration.ofSeconds(10);
    private static final Duration PING = Duration.ofSeconds(15);

    final List<AgentMessage> heard = new ArrayList<>();
    final Map<String, TaskState> tasks = new LinkedHashMap<>();
    boolean admits = true;
    boolean acknowledges = true;
    boolean pings = true;
    boolean takesForConnected = true;
    FrameworkInfo framework = FRAMEWORK;
    private final Platform platform;
    private final boolean leads;
    private int agents;
    private Address agent;
    private String agentId;

    FakeMaster(Platform platform, boolean leads) {
        this.platform = platform;
        this.leads = leads;
    }

    @Override
    public void start() {
        Address self = platform.messenger().address();
        platform.messenger().receive(this);
        platform.loop().every(PING, () -> {
            if (agent != null && pings) {
                platform.messenger().send(agent, new Ping(takesForConnected));
            }
        });
        if (leads) {
            String content = "{\"address\":{\"hostname\":\"m\",\"ip\":\"" + self.host() + "\",\"port\":" + self.port()
                    + "},\"hostname\":\"m\",\"pid\":\"master@" + self + "\"}";
            new Membership(
                            platform.loop(),
                            platform.zooKeeper(SESSION),
                            "/mesos",
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
        }
    }

    @Override
    public HttpService http() {
        return (request, responder) -> responder.respond(HttpService.Response.of(404));
    }

    @Override
    public void received(Address from, Message message) {
        heard.add((AgentMessage) message);
        if (message instanceof RegisterAgent request && admits) {
            agent = from;
            agentId = "M" + platform.messenger().address().host() + "-S" + agents++;
            send(new AgentRegistered(agentId, PING.multipliedBy(5).toNanos()));
        } else if (message instanceof ReregisterAgent request && admits) {
            agent = from;
            agentId = request.agent().id();
            takesForConnected = true;
            List<String> named = request.tasks().stream().map(Task::id).toList();
            request.tasks().forEach(task -> tasks.putIfAbsent(task.id(), task.state()));
            List<String> unknown = tasks.keySet().stream()
                    .filter(id -> !named.contains(id) && !tasks.get(id).isTerminal())
                    .toList();
            send(new AgentReregistered(agentId, PING.multipliedBy(5).toNanos(), unknown));
        } else if (message instanceof AgentStatusUpdate update) {
            tasks.put(update.status().taskId(), update.status().state());
            if (acknowledges && update.status().uuid() != null) {
                send(new AgentStatusAcknowledgement(
                        framework.id(),
                        update.status().taskId(),
                        update.status().uuid()));
            }
        }
    }

    @Override
    public void exited(Address peer) {}

    void meet(Address agentAddress, String id) {
        agent = agentAddress;
        agentId = id;
    }

    void send(Message message) {
        platform.messenger().send(agent, message);
    }

    void launch(String taskId) {
        tasks.put(taskId, TaskState.TASK_STAGING);
        send(run(taskId));
    }

    RunTask run(String taskId) {
        Resources resources = new Resources(0.1, 32, 0, List.of());
        CommandInfo command = new CommandInfo("sleep 1000", List.of(), Map.of("PORT", "31000"), null);
        TaskInfo task = new TaskInfo(taskId, taskId, agentId, resources, command, Map.of(), null, List.of());
        return new RunTask(framework, new Address("10.0.0.31", 8090), task);
    }

    void kill(String taskId) {
        send(new AgentMessage.KillAgentTask(framework.id(), taskId));
    }

    String agentId() {
        return agentId;
    }

    <M extends AgentMessage> List<M> heard(Class<M> type) {
        return heard.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The statuses of a task, in the order they came, repetitions too. */
    List<TaskStatus> statuses(String taskId) {
        return heard(AgentStatusUpdate.class).stream()
                .map(AgentStatusUpdate::status)
                .filter(status -> status.taskId().equals(taskId))
                .toList();
    }

    List<TaskState> states(String taskId) {
        return statuses(taskId).stream().map(TaskStatus::state).toList();
    }

    int pongs() {
        return heard(Pong.class).size();
    }

    AgentInfo agent() {
        return heard(ReregisterAgent.class).get(0).agent();
    }
}
