package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.master.registry.RegistryJson;
import io.partita.testbed.messages.Address;
import io.partita.testbed.messages.AgentMessage.AgentStatusUpdate;
import io.partita.testbed.messages.AgentMessage.Pong;
import io.partita.testbed.messages.AgentMessage.RegisterAgent;
import io.partita.testbed.messages.AgentMessage.ReregisterAgent;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.AgentMessage.UnregisterAgent;
import io.partita.testbed.messages.FrameworkMessage.AcceptOffers;
import io.partita.testbed.messages.FrameworkMessage.AcknowledgeStatus;
import io.partita.testbed.messages.FrameworkMessage.DeactivateFramework;
import io.partita.testbed.messages.FrameworkMessage.KillTask;
import io.partita.testbed.messages.FrameworkMessage.ReconcileTasks;
import io.partita.testbed.messages.FrameworkMessage.RegisterFramework;
import io.partita.testbed.messages.FrameworkMessage.ReviveOffers;
import io.partita.testbed.messages.FrameworkMessage.SuppressOffers;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.messages.FrameworkMessage.UnregisterFramework;
import io.partita.testbed.messages.Message;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A master's term as leader, from the moment it has the registry until the process ends. Sorts out what comes in. */
final class Leadership {

    private final Context context;
    private final Removals removals;
    private final Agents agents;
    private final Frameworks frameworks;
    private final Allocator allocator;
    private final Launches launches;
    private final Tasks tasks;
    private final Reconciliation reconciliation;
    private final Maintenance maintenance;
    private final Draining draining;
    private final Dispatch dispatch;

    Leadership(Context context) {
        this.context = context;
        Offers offers = new Offers(context);
        draining = new Draining(context, offers);
        tasks = new Tasks(context, draining);
        removals = new Removals(context, offers, tasks);
        maintenance = new Maintenance(context, offers);
        agents = new Agents(context, offers, tasks, removals, maintenance, draining);
        allocator = new Allocator(
                context,
                offers,
                maintenance,
                agent -> agent.isConnected() && !removals.isLeaving(agent.id()) && draining.isActive(agent.id()));
        frameworks = new Frameworks(context, offers, allocator);
        launches = new Launches(context, offers, allocator);
        reconciliation = new Reconciliation(context);
        dispatch = frameworkMessages(agentMessages(new Dispatch()));
        draining.connect(tasks::kill, id -> removals.markGone(id, () -> {}));
        maintenance.connect(agent -> {
            context.send(agent.info().address(), new ShutdownAgent("Operator initiated 'Machine DOWN'"));
            removals.remove(agent, "Operator initiated 'Machine DOWN'", "reason_unregistered");
        });
    }

    /** Begins with what the last leader left. */
    void begin(Registry registry) {
        context.cluster().recovered().putAll(registry.agents());
        Duration patience = removals.patience();
        context.log()
                .info("Recovered %d %ss from the %s (%dB); allowing %s for %ss to reregister"
                        .formatted(
                                registry.agents().size(),
                                context.wording().agent(),
                                context.wording().agent().equals("agent") ? "registry" : "Registry",
                                RegistryJson.write(registry).length(),
                                Durations.asMesosWritesIt(patience),
                                context.wording().agent()));
        int admitted = registry.agents().size();
        context.loop().after(patience, () -> missing(admitted));
        frameworks.start();
        allocator.start();
    }

    private void missing(int admitted) {
        List<String> missing = List.copyOf(context.cluster().recovered().keySet());
        double limit = context.settings().percent(Knob.REMOVAL_LIMIT);
        if (admitted > 0 && (double) missing.size() / admitted > limit) {
            String word = context.wording().agent();
            context.platform()
                    .exit(
                            1,
                            "Post-recovery %s removal limit exceeded! After %s there were %d (%d%%) %ss recovered from the registry that did not reregister; the configured removal limit is %s"
                                    .formatted(
                                            word,
                                            Durations.asMesosWritesIt(removals.patience()),
                                            missing.size(),
                                            100 * missing.size() / admitted,
                                            word,
                                            context.settings().text(Knob.REMOVAL_LIMIT)));
        }
        missing.forEach(removals::neverCameBack);
    }

    /** Something came. */
    void received(Address from, Message message) {
        if (!dispatch.handle(from, message)) {
            context.log().warn("Dropping unexpected message " + message);
        }
    }

    private Dispatch agentMessages(Dispatch to) {
        return to.on(RegisterAgent.class, (from, it) -> agents.register(it.agent()))
                .on(ReregisterAgent.class, (from, it) -> agents.reregister(it))
                .on(UnregisterAgent.class, agents::unregister)
                .on(Pong.class, (from, it) -> agents.pong(it))
                .on(AgentStatusUpdate.class, tasks::updated);
    }

    private Dispatch frameworkMessages(Dispatch to) {
        return to.on(RegisterFramework.class, (from, it) -> frameworks.register(from, it.framework()))
                .on(UnregisterFramework.class, (from, it) -> {
                    context.counters().count("master/messages_unregister_framework");
                    of(from, it.frameworkId(), frameworks::remove);
                })
                .on(DeactivateFramework.class, (from, it) -> of(from, it.frameworkId(), frameworks::deactivate))
                .on(
                        AcceptOffers.class,
                        (from, it) -> of(from, it.frameworkId(), framework -> launches.accept(framework, it)))
                .on(ReviveOffers.class, (from, it) -> {
                    context.counters().count("master/messages_revive_offers");
                    of(from, it.frameworkId(), framework -> allocator.revive(framework.id()));
                })
                .on(SuppressOffers.class, (from, it) -> {
                    context.counters().count("master/messages_suppress_offers");
                    of(from, it.frameworkId(), framework -> allocator.suppress(framework.id()));
                })
                .on(KillTask.class, (from, it) -> of(from, it.frameworkId(), framework -> kill(framework, it)))
                .on(
                        AcknowledgeStatus.class,
                        (from, it) -> of(from, it.frameworkId(), framework -> tasks.acknowledged(framework, it)))
                .on(
                        ReconcileTasks.class,
                        (from, it) -> of(
                                from, it.frameworkId(), framework -> reconciliation.reconcile(framework, it.tasks())));
    }

    /** A connection broke. */
    void exited(Address peer) {
        context.cluster().agentAt(peer).ifPresent(agents::exited);
        context.cluster().connectedFrameworksAt(peer).forEach(frameworks::exited);
    }

    Allocator allocator() {
        return allocator;
    }

    Frameworks frameworks() {
        return frameworks;
    }

    Maintenance maintenance() {
        return maintenance;
    }

    Removals removals() {
        return removals;
    }

    Draining draining() {
        return draining;
    }

    /** Whether offers of an agent's resources may be made, as far as it and operators are concerned. */
    boolean isActive(AgentEntry agent) {
        return agent.isConnected() && draining.isActive(agent.id());
    }

    private void kill(FrameworkEntry framework, KillTask message) {
        context.counters().count("master/messages_kill_task");
        TaskEntry task = framework.tasks().get(message.taskId());
        if (task == null) {
            TaskEntry away = framework.unreachableTasks().get(message.taskId());
            if (away != null) {
                away.wantKill();
            }
            context.log()
                    .warn("Cannot kill task " + message.taskId() + " of framework " + framework
                            + " because it is unknown; performing reconciliation");
            reconciliation.reconcile(framework, List.of(new TaskRef(message.taskId(), message.agentId())));
        } else {
            tasks.kill(task);
        }
    }

    /** Only a framework's present scheduler is heard. */
    private void of(Address from, String frameworkId, Consumer<FrameworkEntry> action) {
        FrameworkEntry framework = context.cluster().frameworks().get(frameworkId);
        if (framework == null || !framework.isConnected() || !from.equals(framework.address())) {
            context.counters().count("master/dropped_messages");
            context.log()
                    .warn("Ignoring message for framework " + frameworkId + " because it is not expected from " + from);
            return;
        }
        action.accept(framework);
    }
}
