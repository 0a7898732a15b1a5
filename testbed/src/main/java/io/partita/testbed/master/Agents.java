package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentInfo;
import io.partita.testbed.messages.AgentMessage.AgentRegistered;
import io.partita.testbed.messages.AgentMessage.AgentReregistered;
import io.partita.testbed.messages.AgentMessage.Ping;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.AgentMessage.UnregisterAgent;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Agents come, are watched, and come back.
 *
 * <p>States of an agent and what moves it:
 * <pre>
 * UNKNOWN      registers, and the registry has it        → CONNECTED
 * CONNECTED    its connection breaks                     → DISCONNECTED  no offers; tasks without checkpoint are lost
 * DISCONNECTED registers again                           → CONNECTED
 * CONNECTED or DISCONNECTED, N pings missed              → UNREACHABLE (from 1.1 on) or REMOVED
 * DISCONNECTED for the re-registration time (from 1.2)   → UNREACHABLE
 * RECOVERED    (known from the registry by a new leader) registers again → CONNECTED
 * RECOVERED    for the re-registration time              → UNREACHABLE or REMOVED
 * UNREACHABLE  registers again                           → CONNECTED
 * REMOVED      registers again, same leader              → told to shut down
 * any          marked gone by an operator                → GONE          told to shut down whenever it comes
 * </pre>
 */
final class Agents {

    private final Context context;
    private final Offers offers;
    private final Tasks tasks;
    private final Removals removals;
    private final Maintenance maintenance;
    private final Draining draining;
    private final Returns returns;
    private final Map<String, PingObserver> observers = new HashMap<>();
    private final Map<String, Loop.Timer> absences = new HashMap<>();
    /** Those whose admission is being written: new ones by address, others by id. */
    private final Set<String> inProgress = new HashSet<>();

    private long registered;

    Agents(Context context, Offers offers, Tasks tasks, Removals removals, Maintenance maintenance, Draining draining) {
        this.context = context;
        this.offers = offers;
        this.tasks = tasks;
        this.removals = removals;
        this.maintenance = maintenance;
        this.draining = draining;
        this.returns = new Returns(context, tasks);
        removals.connect(this::forget, inProgress::contains);
    }

    /** A new agent introduces itself. */
    void register(AgentInfo info) {
        context.counters().count("master/messages_register_slave");
        context.log()
                .info("Received register " + context.wording().agent() + " message from " + info.pid() + " ("
                        + info.hostname() + ")");
        if (isDown(info)) {
            return;
        }
        Optional<AgentEntry> before = context.cluster().agentAt(info.address());
        if (before.isPresent() && before.get().isConnected()) {
            context.log()
                    .info(context.wording().capitalAgent() + " " + before.get()
                            + " already registered, resending acknowledgement");
            acknowledge(before.get());
            return;
        }
        before.ifPresent(
                agent -> removals.remove(agent, "a new agent registered at the same address", "reason_registered"));
        if (!inProgress.add(info.address().toString())) {
            return;
        }
        AgentInfo admitted = info.withId(context.self().id() + "-S" + registered++);
        context.log()
                .info("Registering " + context.wording().agent() + " at " + info.pid() + " (" + info.hostname()
                        + ") with id " + admitted.id());
        context.registrar().update(registry -> registry.admit(admitted), registry -> {
            inProgress.remove(info.address().toString());
            AgentEntry agent = new AgentEntry(admitted, context.seconds(), null);
            context.counters().count("master/slave_registrations");
            context.log()
                    .info("Registered " + context.wording().agent() + " " + agent + " with "
                            + Launches.words(admitted.resources()));
            acknowledge(agent);
            add(agent);
            maintenance.look(agent);
        });
    }

    /** An agent that was admitted before comes back, to this leader or to a new one. */
    void reregister(ReregisterAgent message) {
        AgentInfo info = message.agent();
        String id = info.id();
        context.counters().count("master/messages_reregister_slave");
        context.log()
                .info("Received reregister " + context.wording().agent() + " message from "
                        + context.wording().agent() + " " + id + " at " + info.pid() + " (" + info.hostname() + ")");
        if (id == null) {
            context.log().warn("Ignoring a reregistration without an id");
            return;
        }
        if (isDown(info) || isGone(info) || isRefused(info) || removals.isLeaving(id)) {
            return;
        }
        AgentEntry known = context.cluster().agents().get(id);
        if (known != null) {
            again(known, message);
            return;
        }
        if (!inProgress.add(id)) {
            return;
        }
        boolean unchanged = info.equals(context.registrar().registry().agents().get(id));
        if (unchanged && context.isAtLeast(Profile.PA)) {
            readmit(message, false);
        } else {
            boolean wasUnreachable =
                    context.registrar().registry().unreachable().containsKey(id);
            context.registrar().update(registry -> registry.admit(info), registry -> readmit(message, wasUnreachable));
        }
    }

    private void readmit(ReregisterAgent message, boolean wasUnreachable) {
        AgentInfo info = message.agent();
        inProgress.remove(info.id());
        context.cluster().recovered().remove(info.id());
        removals.cameBack(info.id());
        boolean wasRemoved = context.cluster().removedAgents().remove(info.id());
        AgentEntry agent = new AgentEntry(info, context.seconds(), context.seconds());
        context.counters().count("master/slave_reregistrations");
        context.log()
                .info("Re-registered " + context.wording().agent() + " " + agent + " with "
                        + Launches.words(info.resources()));
        context.send(info.address(), new AgentReregistered(info.id(), pingTimeout(), List.of()));
        add(agent);
        if (wasRemoved && context.settings().has(Bug.B10)) {
            return;
        }
        returns.adopt(agent, message, wasRemoved, wasUnreachable);
        draining.killAll(agent);
        draining.look(agent);
        maintenance.look(agent);
    }

    private void again(AgentEntry agent, ReregisterAgent message) {
        context.log().info("Re-registering " + context.wording().agent() + " " + agent);
        agent.reregistered(message.agent(), context.seconds());
        cancelAbsence(agent.id());
        removals.cameBack(agent.id());
        context.platform().messenger().link(agent.info().address());
        context.counters().count("master/slave_reregistrations");
        context.send(
                agent.info().address(),
                new AgentReregistered(agent.id(), pingTimeout(), returns.unknownTo(agent, message)));
        returns.shutDownForeign(agent, message);
        context.cluster().tasksOn(agent.id()).stream()
                .filter(task -> task.killWanted() && !task.state().isTerminal())
                .forEach(tasks::kill);
    }

    /** An agent ends. */
    void unregister(Address from, UnregisterAgent message) {
        context.counters().count("master/messages_unregister_slave");
        AgentEntry agent = context.cluster().agents().get(message.agentId());
        if (agent != null && agent.info().address().equals(from)) {
            removals.remove(agent, "the agent unregistered", "reason_unregistered");
        }
    }

    void pong(Pong pong) {
        PingObserver observer = observers.get(pong.agentId());
        if (observer != null) {
            observer.pong();
            removals.healthy(pong.agentId());
        }
    }

    /** The connection to an agent broke. */
    void exited(AgentEntry agent) {
        if (!agent.isConnected()) {
            return;
        }
        String word = context.wording().agent();
        context.log().info(context.wording().capitalAgent() + " " + agent + " disconnected");
        context.log().info("Disconnecting " + word + " " + agent);
        context.log().info("Deactivating " + word + " " + agent);
        agent.disconnected();
        context.log().info(context.wording().capitalAgent() + " " + agent.id() + " deactivated");
        offers.rescindOn(agent.id());
        for (TaskEntry task : context.cluster().tasksOn(agent.id())) {
            FrameworkEntry framework = context.cluster().frameworks().get(task.frameworkId());
            if (!framework.info().checkpoint()) {
                tasks.lose(
                        task,
                        context.stateFor(framework.info(), TaskState.TASK_GONE, TaskState.TASK_LOST),
                        "REASON_SLAVE_DISCONNECTED",
                        context.wording().capitalAgent() + " " + agent.info().hostname() + " disconnected");
            }
        }
        if (context.isAtLeast(Profile.PA)) {
            Duration patience = context.settings().duration(Knob.REREGISTER_TIMEOUT);
            absences.put(agent.id(), context.loop().after(patience, () -> removals.stayedAway(agent)));
        }
    }

    /** After the agent was told its id, for a pong names it: an agent that could not answer the first ping would be lost early. */
    private void add(AgentEntry agent) {
        context.cluster().agents().put(agent.id(), agent);
        context.platform().messenger().link(agent.info().address());
        Duration interval = context.settings().duration(Knob.PING_TIMEOUT);
        PingObserver observer = new PingObserver(
                context.loop(),
                context.settings().has(Bug.B09) ? interval.dividedBy(2) : interval,
                context.settings().count(Knob.PING_MAX),
                !context.settings().has(Bug.B08),
                () -> context.send(agent.info().address(), new Ping(agent.isConnected())),
                () -> removals.unhealthy(agent));
        observers.put(agent.id(), observer);
        observer.start();
    }

    private void forget(AgentEntry agent) {
        observers.remove(agent.id()).stop();
        cancelAbsence(agent.id());
    }

    private void cancelAbsence(String id) {
        Loop.Timer absence = absences.remove(id);
        if (absence != null) {
            absence.cancel();
        }
    }

    private void acknowledge(AgentEntry agent) {
        context.send(agent.info().address(), new AgentRegistered(agent.id(), pingTimeout()));
    }

    private long pingTimeout() {
        Duration interval = context.settings().duration(Knob.PING_TIMEOUT);
        return interval.multipliedBy(context.settings().count(Knob.PING_MAX)).toNanos();
    }

    private boolean isDown(AgentInfo info) {
        if (!maintenance.isDown(info)) {
            return false;
        }
        context.log()
                .warn("Ignoring registration of " + context.wording().agent() + " at " + info.pid()
                        + " because the machine it is on is DOWN; shutting it down");
        context.send(info.address(), new ShutdownAgent("Machine is `DOWN`"));
        return true;
    }

    private boolean isGone(AgentInfo info) {
        if (!context.registrar().registry().gone().containsKey(info.id())) {
            return false;
        }
        context.log().warn("Refusing re-registration of agent " + info.id() + " because it is already marked gone");
        context.send(info.address(), new ShutdownAgent("Agent has been marked gone"));
        return true;
    }

    /** Up to 1.0, one that was removed is not wanted any more, because its tasks were reported lost. */
    private boolean isRefused(AgentInfo info) {
        boolean refused = !context.isAtLeast(Profile.PA)
                && context.cluster().removedAgents().contains(info.id())
                && !context.settings().has(Bug.B10);
        if (refused) {
            context.log()
                    .warn(context.wording().capitalAgent() + " " + info.id() + " at " + info.pid() + " ("
                            + info.hostname() + ") attempted to re-register after removal; shutting it down");
            context.send(
                    info.address(),
                    new ShutdownAgent(context.wording().capitalAgent() + " attempted to re-register after removal"));
        }
        return refused;
    }
}
