package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.ShutdownFramework;
import io.partita.testbed.messages.FrameworkInfo;
import io.partita.testbed.messages.FrameworkMessage.FrameworkError;
import io.partita.testbed.messages.FrameworkMessage.FrameworkRegistered;
import io.partita.testbed.messages.FrameworkMessage.Heartbeat;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.runtime.Loop;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Schedulers come, are replaced, go away for a while, and are removed. The states are in {@link FrameworkEntry}. */
final class Frameworks {

    private static final double LONGEST_FAILOVER = 3e9;

    private final Context context;
    private final Offers offers;
    private final Allocator allocator;
    /** Running failover timers by framework. */
    private final Map<String, Loop.Timer> timers = new HashMap<>();

    private long registered;

    Frameworks(Context context, Offers offers, Allocator allocator) {
        this.context = context;
        this.offers = offers;
        this.allocator = allocator;
    }

    void start() {
        context.loop()
                .every(
                        context.settings().duration(Knob.MESOS_HEARTBEAT),
                        () -> context.cluster()
                                .frameworks()
                                .values()
                                .forEach(framework -> context.tell(framework, new Heartbeat())));
    }

    /** A scheduler introduces itself. */
    void register(Address from, FrameworkInfo info) {
        context.log().info("Received SUBSCRIBE call for framework '" + info.name() + "' at " + from);
        if (info.id() == null) {
            context.counters().count("master/messages_register_framework");
            registerNew(from, info);
            return;
        }
        context.counters().count("master/messages_reregister_framework");
        if (context.cluster().isCompleted(info.id())) {
            context.log().info("Framework " + info.id() + " attempted to re-register after it was removed");
            context.send(from, new FrameworkError(context.wording().frameworkRemoved()));
            return;
        }
        FrameworkEntry framework = context.cluster().frameworks().get(info.id());
        if (framework == null) {
            framework = new FrameworkEntry(info, from, context.seconds());
            framework.subscribed(info, from, context.seconds());
            context.cluster().frameworks().put(info.id(), framework);
            context.log().info("Adding framework " + framework);
        } else {
            takeOver(framework, from, info);
        }
        welcome(framework, true);
    }

    private void registerNew(Address from, FrameworkInfo info) {
        Optional<FrameworkEntry> before =
                context.cluster().connectedFrameworksAt(from).stream().findFirst();
        if (before.isPresent()) {
            context.log().info("Framework " + before.get() + " already subscribed, resending acknowledgement");
            welcome(before.get(), false);
            return;
        }
        String id = "%s-%04d".formatted(context.self().id(), registered++);
        FrameworkEntry framework = new FrameworkEntry(info.withId(id), from, context.seconds());
        context.cluster().frameworks().put(id, framework);
        context.log().info("Registering framework " + framework);
        welcome(framework, false);
    }

    private void takeOver(FrameworkEntry framework, Address from, FrameworkInfo info) {
        offers.rescindOf(framework.id());
        // A new scheduler does not know what the one before declined or that it wanted nothing.
        allocator.revive(framework.id());
        cancelTimer(framework.id());
        if (framework.address() != null && !framework.address().equals(from)) {
            context.log().info("Framework " + framework + " failed over to " + from);
            if (framework.isConnected()) {
                context.send(framework.address(), new FrameworkError("Framework failed over"));
            }
        } else {
            context.log().info("Updating framework " + framework);
        }
        framework.subscribed(info, from, context.seconds());
    }

    private void welcome(FrameworkEntry framework, boolean again) {
        context.platform().messenger().link(framework.address());
        context.tell(framework, new FrameworkRegistered(framework.id(), context.self(), again));
    }

    /** Its scheduler stops, but means to come back. */
    void deactivate(FrameworkEntry framework) {
        context.counters().count("master/messages_deactivate_framework");
        context.log().info("Deactivating framework " + framework);
        framework.deactivated();
        offers.rescindOf(framework.id());
    }

    /** The connection to its scheduler broke. */
    void exited(FrameworkEntry framework) {
        context.log().info("Framework " + framework + " disconnected");
        context.log().info("Disconnecting framework " + framework);
        context.log().info("Deactivating framework " + framework);
        framework.disconnected();
        offers.rescindOf(framework.id());
        double seconds = Math.max(0, Math.min(framework.info().failoverTimeout(), LONGEST_FAILOVER));
        Duration time = context.settings().has(Bug.B22)
                ? Duration.ZERO
                : context.settings().scaledSeconds(seconds);
        context.log().info("Giving framework " + framework + " " + Durations.asMesosWritesIt(time) + " to failover");
        cancelTimer(framework.id());
        timers.put(framework.id(), context.loop().after(time, () -> {
            context.log().info("Framework failover timeout, removing framework " + framework);
            remove(framework);
        }));
    }

    /** Ends a framework and its tasks; its id is never good again. */
    void remove(FrameworkEntry framework) {
        if (context.cluster().frameworks().get(framework.id()) != framework) {
            return;
        }
        context.log().info("Removing framework " + framework);
        cancelTimer(framework.id());
        offers.rescindOf(framework.id());
        allocator.forget(framework.id());
        for (AgentEntry agent : context.cluster().agents().values()) {
            context.send(agent.info().address(), new ShutdownFramework(framework.id()));
        }
        for (TaskEntry task : new ArrayList<>(framework.tasks().values())) {
            end(framework, task);
        }
        for (TaskEntry task : new ArrayList<>(framework.unreachableTasks().values())) {
            end(framework, task);
        }
        framework.removed(context.seconds());
        context.cluster().complete(framework);
    }

    private void end(FrameworkEntry framework, TaskEntry task) {
        if (!task.state().isTerminal()) {
            context.counters().count("master/tasks_killed");
        }
        task.update(
                context.status(
                        task.id(),
                        TaskState.TASK_KILLED,
                        "REASON_FRAMEWORK_REMOVED",
                        "Framework " + framework.id() + " removed",
                        task.agentId()),
                TaskState.TASK_KILLED);
        framework.retire(task, false);
    }

    private void cancelTimer(String frameworkId) {
        Loop.Timer timer = timers.remove(frameworkId);
        if (timer != null) {
            timer.cancel();
        }
    }
}
