package io.partita.testbed.agent;

import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.AgentMessage;
import io.partita.testbed.messages.AgentMessage.AgentRegistered;
import io.partita.testbed.messages.AgentMessage.AgentReregistered;
import io.partita.testbed.messages.AgentMessage.AgentStatusAcknowledgement;
import io.partita.testbed.messages.AgentMessage.KillAgentTask;
import io.partita.testbed.messages.AgentMessage.Ping;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.RunTask;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownFramework;
import io.partita.testbed.messages.AgentMessage.UnregisterAgent;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.Message;
import io.partita.testbed.messages.Resources;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Component;
import io.partita.testbed.runtime.HttpService;
import io.partita.testbed.runtime.Log;
import io.partita.testbed.runtime.Messenger;
import io.partita.testbed.runtime.Platform;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Place;
import io.partita.testbed.settings.Profile;
import io.partita.testbed.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Mesos agent: takes tasks from the leading master only, keeps them running whatever becomes of masters, of ZooKeeper
 * and of itself, and tells what becomes of them. {@link Registration} has its states.
 */
public final class Agent implements Component, Messenger.Receiver, Registration.Owner {

    private static final List<String> CAPABILITIES =
            List.of("MULTI_ROLE", "HIERARCHICAL_ROLE", "RESERVATION_REFINEMENT", "RESOURCE_PROVIDER", "RESIZE_VOLUME");

    private static final Duration FAREWELL = Duration.ofMillis(100);

    private final Platform platform;
    private final Settings settings;
    private final ExecutorLauncher launcher;
    private final Log log;
    private final Wording wording;
    private final Layout layout;
    private final Checkpoints checkpoints;
    private final Registration registration;
    private final Containers containers = new Containers();
    private final TaskRunner runner;
    private final Reconnection reconnection;
    private final AgentEndpoints endpoints;
    private AgentInfo self;

    /**
     * @param resources what it has to give
     * @param attributes free text by name, for placement
     */
    public Agent(
            Platform platform,
            Settings settings,
            Place place,
            Resources resources,
            Map<String, String> attributes,
            ExecutorLauncher launcher) {
        Profile profile = settings.profile();
        this.platform = platform;
        this.settings = settings;
        this.launcher = launcher;
        this.log = platform.log();
        this.wording = new Wording(profile);
        this.layout = new Layout(platform.workDirectory());
        this.checkpoints = new Checkpoints(layout);
        this.registration = new Registration(platform, settings, this);
        this.self = new AgentInfo(
                null,
                place.hostname(),
                platform.messenger().address(),
                resources,
                attributes,
                profile.mesosVersion(),
                profile.isAtLeast(Profile.MODERN) ? CAPABILITIES : List.of());
        this.runner =
                new TaskRunner(platform, settings, launcher, layout, containers, registration, this::executorsChanged);
        this.reconnection =
                new Reconnection(platform.loop(), log, settings, launcher, containers, runner, registration::begin);
        this.endpoints = new AgentEndpoints(platform, settings, place, () -> self, containers, registration, launcher);
    }

    @Override
    public HttpService http() {
        return endpoints;
    }

    @Override
    public void start() {
        platform.messenger().receive(this);
        launcher.open(platform.loop(), settings, runner);
        log.info(wording.capitalAgent() + " started on " + self.address());
        log.info("Recovering state from '" + layout.meta() + "'");
        String bootId = launcher.bootId();
        Recovery.Outcome outcome = new Recovery(layout, settings).decide(self, bootId);
        if (outcome instanceof Recovery.Outcome.Refused refused) {
            platform.exit(1, refused.text());
        } else if (outcome instanceof Recovery.Outcome.Again again) {
            identify(again.agentId());
            again.frameworks().forEach(containers::framework);
            reconnection.begin(again.containers(), again.rebooted());
            // Only now: if it dies in between, it finds again that the machine was started anew.
            checkpoints.bootId(bootId);
        } else if (outcome instanceof Recovery.Outcome.Fresh fresh) {
            if (fresh.rebooted()) {
                log.info(wording.capitalAgent() + " host rebooted: not recovering the " + wording.agent()
                        + " of before");
                checkpoints.forgetAgent();
            }
            checkpoints.bootId(bootId);
            reconnection.begin(List.of(), false);
        }
    }

    private void identify(String id) {
        self = self.withId(id);
        runner.agentId(id);
    }

    @Override
    public void exited(Address peer) {
        registration.exited(peer);
    }

    @Override
    public AgentMessage request() {
        return self.id() == null
                ? new RegisterAgent(self)
                : new ReregisterAgent(self, containers.tasks(), containers.frameworksOfTasks());
    }

    @Override
    public void disconnected(String why) {
        runner.forwarder().pause();
    }

    @Override
    public void masterLost(String why) {
        if (settings.has(Bug.B11)) {
            log.warn("Killing all tasks: " + why);
            containers.live().forEach(runner::kill);
        }
    }

    @Override
    public void received(Address from, Message message) {
        if (registration.state() == Registration.State.TERMINATING) {
            return;
        }
        if (message instanceof AgentRegistered yes) {
            registered(from, yes.agentId(), yes.pingTimeoutNanos(), List.of());
        } else if (message instanceof AgentReregistered yes) {
            registered(from, yes.agentId(), yes.pingTimeoutNanos(), yes.unknownTasks());
        } else if (message instanceof Ping ping) {
            registration.pinged(ping.connected());
            platform.messenger().send(from, new Pong(self.id()));
        } else if (message instanceof RunTask order) {
            run(from, order);
        } else if (message instanceof KillAgentTask order) {
            kill(from, order);
        } else if (message instanceof AgentStatusAcknowledgement yes) {
            acknowledged(from, yes);
        } else if (message instanceof ShutdownFramework order) {
            shutDownFramework(from, order.frameworkId());
        } else if (message instanceof ShutdownAgent order) {
            shutDownAgent(from, order.reason());
        } else {
            log.warn("Dropping a message that is not for agents: " + message);
        }
    }

    private void registered(Address from, String id, long pingTimeoutNanos, List<String> unknownTasks) {
        if (!registration.isExpected(from, "registration message")) {
            return;
        }
        if (self.id() != null && !self.id().equals(id)) {
            platform.exit(1, "Registered but got wrong id: " + id + " (expected: " + self.id() + ")");
        }
        boolean again = self.id() != null;
        if (!again) {
            identify(id);
            checkpoints.agent(self);
        }
        if (registration.registered(Duration.ofNanos(pingTimeoutNanos))) {
            log.info((again ? "Re-registered with master master@" + from : "Registered with master master@" + from)
                    + "; given " + wording.agent() + " ID " + id);
            runner.forwarder().resume(containers.live());
        }
        for (String taskId : unknownTasks) {
            reportUnknown(taskId);
        }
    }

    private void reportUnknown(String taskId) {
        if (containers.live().stream().anyMatch(container -> container.taskId().equals(taskId))) {
            return;
        }
        log.warn("Reconciling task " + taskId + ", which the master knows and the " + wording.agent() + " does not");
        // A framework of which it never had a task is unknown to the agent; the master knows whose the task is.
        List<FrameworkInfo> frameworks = containers.frameworks();
        runner.reportUnknown(
                frameworks.size() == 1 ? frameworks.get(0) : nameless(null),
                taskId,
                TaskState.TASK_DROPPED,
                "REASON_RECONCILIATION",
                "The task is unknown to the agent");
    }

    private static FrameworkInfo nameless(String id) {
        return new FrameworkInfo(id, "", "", 0, false, "*", "", "", List.of());
    }

    /** B12: whoever says that it is a master is obeyed, led or not. */
    private boolean mayOrder(Address from, String what) {
        if (settings.has(Bug.B12)) {
            return self.id() != null;
        }
        if (!registration.isExpected(from, what)) {
            return false;
        }
        if (registration.state() != Registration.State.REGISTERED) {
            log.warn("Ignoring " + what + " because the " + wording.agent() + " is " + registration.state());
            return false;
        }
        return true;
    }

    private void run(Address from, RunTask order) {
        if (!mayOrder(from, "run task message for task " + order.task().taskId())) {
            return;
        }
        FrameworkInfo framework = order.framework();
        String taskId = order.task().taskId();
        if (framework.id() == null || !self.id().equals(order.task().agentId())) {
            log.warn("Ignoring task " + taskId + " for " + wording.agent() + " "
                    + order.task().agentId());
            return;
        }
        if (containers.task(framework.id(), taskId).isPresent()) {
            log.warn("Ignoring task " + taskId + ", which is known already");
            return;
        }
        log.info("Got assigned task '" + taskId + "' for framework " + framework.id());
        runner.launch(framework, order.task());
    }

    private void kill(Address from, KillAgentTask order) {
        if (!mayOrder(from, "kill task message for task " + order.taskId())) {
            return;
        }
        log.info("Asked to kill task " + order.taskId() + " of framework " + order.frameworkId());
        Optional<Container> container = containers.task(order.frameworkId(), order.taskId());
        if (container.isPresent()) {
            runner.kill(container.get());
        } else if (layout.had(self.id(), order.frameworkId(), order.taskId())) {
            log.warn("Cannot kill task " + order.taskId() + ": it has ended");
        } else {
            log.warn("Cannot kill task " + order.taskId() + ": no executor has it");
            runner.reportUnknown(
                    containers.framework(order.frameworkId()).orElseGet(() -> nameless(order.frameworkId())),
                    order.taskId(),
                    TaskState.TASK_GONE,
                    "REASON_EXECUTOR_TERMINATED",
                    "Unable to find executor");
        }
    }

    private void acknowledged(Address from, AgentStatusAcknowledgement yes) {
        if (registration.isExpected(from, "status update acknowledgement message")) {
            containers
                    .task(yes.frameworkId(), yes.taskId())
                    .ifPresent(container -> runner.acknowledged(container, yes.uuid()));
        }
    }

    private void shutDownFramework(Address from, String frameworkId) {
        if (registration.isExpected(from, "shutdown framework message")) {
            log.info("Asked to shut down framework " + frameworkId + " by master@" + from);
            log.info("Shutting down framework " + frameworkId);
            containers.live().stream()
                    .filter(container -> container.framework().id().equals(frameworkId) && !container.silent)
                    .forEach(runner::shutDown);
        }
    }

    private void shutDownAgent(Address from, String reason) {
        if (registration.isExpected(from, "shutdown message")) {
            log.info(wording.capitalAgent() + " asked to shut down by master@" + from + " because '" + reason + "'");
            shutDown(!settings.profile().isAtLeast(Profile.PA));
        }
    }

    /**
     * Ends this agent in good order, and its tasks with it: the master learns it, and a process that is started here later
     * is another agent. To be called on the loop.
     */
    public void unregister() {
        if (registration.state() == Registration.State.TERMINATING) {
            return;
        }
        log.info("Unregistering and shutting down");
        registration
                .registeredWith()
                .ifPresent(master -> platform.messenger().send(master, new UnregisterAgent(self.id())));
        shutDown(true);
    }

    private void shutDown(boolean forget) {
        registration.terminate();
        runner.forwarder().pause();
        if (forget) {
            checkpoints.forgetAgent();
        }
        containers.live().forEach(runner::shutDown);
        Duration limit = settings.duration(Knob.EXECUTOR_GRACE).multipliedBy(3).plusSeconds(1);
        platform.loop().after(limit, () -> platform.exit(0, "Terminating, though executors are left"));
        // Not at once: what was said to the master is still on its way.
        platform.loop().after(FAREWELL, this::exitIfDone);
    }

    private void executorsChanged() {
        reconnection.check();
        if (registration.state() == Registration.State.TERMINATING) {
            exitIfDone();
        }
    }

    private void exitIfDone() {
        if (containers.live().stream().allMatch(container -> container.state == Container.State.EXITED)) {
            platform.exit(0, wording.capitalAgent() + " terminating");
        }
    }
}
