package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.FrameworkEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.messages.AgentMessage.ShutdownAgent;
import io.partita.testbed.messages.FrameworkMessage.LostAgent;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.settings.Bug;
import io.partita.testbed.settings.Durations;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Agents leave: because they do not answer, did not come back to a new leader, said so, or an operator said so. The
 * registry has it before anybody is told.
 */
final class Removals {

    private final Context context;
    private final Offers offers;
    private final Tasks tasks;
    private final RemovalLimiter limiter;
    /** Agents whose removal is being written. */
    private final Set<String> leaving = new HashSet<>();

    /** Those of the agents that wait for their turn that did not register in time: no pong lets them off. */
    private final Set<String> absent = new HashSet<>();

    private Consumer<AgentEntry> forgotten = agent -> {};
    private Predicate<String> returning = id -> false;

    Removals(Context context, Offers offers, Tasks tasks) {
        this.context = context;
        this.offers = offers;
        this.tasks = tasks;
        this.limiter = new RemovalLimiter(
                context.loop(),
                context.settings().has(Bug.B39)
                        ? Optional.empty()
                        : context.settings().rate(Knob.REMOVAL_RATE));
    }

    /**
     * What it needs from who admits agents. To be called once, before all else.
     *
     * @param newForgotten hears of every agent that is no longer registered
     * @param newReturning whether an agent came back, and its admission is being written
     */
    void connect(Consumer<AgentEntry> newForgotten, Predicate<String> newReturning) {
        forgotten = newForgotten;
        returning = newReturning;
    }

    /** Whether an agent is about to go. */
    boolean isLeaving(String agentId) {
        return leaving.contains(agentId);
    }

    /** An agent missed too many pings. It goes when the rate allows, unless a pong comes before. */
    void unhealthy(AgentEntry agent) {
        if (isLeaving(agent.id()) || limiter.isWaiting(agent.id())) {
            return;
        }
        boolean late = context.isAtLeast(Profile.PA);
        context.counters().count(late ? "master/slave_unreachable_scheduled" : "master/slave_shutdowns_scheduled");
        if (limiter.isLimited()) {
            context.log().info("Scheduling " + intent(agent.id()) + " because of health check timeout");
        }
        limiter.enter(agent.id(), () -> {
            context.counters().count(late ? "master/slave_unreachable_completed" : "master/slave_shutdowns_completed");
            loseSight(agent, "health check timed out", "reason_unhealthy");
        });
    }

    /** A pong came. */
    void healthy(String agentId) {
        if (limiter.isWaiting(agentId) && !absent.contains(agentId)) {
            limiter.leave(agentId);
            boolean late = context.isAtLeast(Profile.PA);
            context.counters().count(late ? "master/slave_unreachable_canceled" : "master/slave_shutdowns_canceled");
            context.log()
                    .info("Canceling " + intent(agentId)
                            + (late ? " because a pong was received!" : " since a pong is received!"));
        }
    }

    /** An agent registered again: if it waited to be removed because it had not, it is let off. */
    void cameBack(String agentId) {
        if (absent.remove(agentId)) {
            limiter.leave(agentId);
        }
    }

    /** An agent that was disconnected did not register again in time; that it may answer pings does not help it. */
    void stayedAway(AgentEntry agent) {
        absent.add(agent.id());
        limiter.enter(agent.id(), () -> {
            absent.remove(agent.id());
            loseSight(
                    agent,
                    "agent did not re-register within "
                            + Durations.asMesosWritesIt(context.settings().duration(Knob.REREGISTER_TIMEOUT))
                            + " after disconnecting",
                    "reason_unhealthy");
        });
    }

    /** An agent in the registry did not come back to this leader. */
    void neverCameBack(String agentId) {
        absent.add(agentId);
        limiter.enter(agentId, () -> {
            absent.remove(agentId);
            boolean isAway = context.cluster().recovered().containsKey(agentId) && !returning.test(agentId);
            if (!isAway || !leaving.add(agentId)) {
                return;
            }
            context.counters().count("master/recovery_slave_removals");
            long now = context.wallNanos();
            boolean late = context.isAtLeast(Profile.PA);
            context.registrar()
                    .update(
                            registry -> late ? registry.markUnreachable(agentId, now) : registry.remove(agentId),
                            registry -> {
                                leaving.remove(agentId);
                                context.cluster().recovered().remove(agentId);
                                context.log()
                                        .info((late ? "Marked " : "Removed ")
                                                + context.wording().agent() + " "
                                                + agentId + (late ? " unreachable" : "")
                                                + ": did not re-register within the timeout after master failover");
                                // An older release forgets it silently, and takes it back when it comes.
                                if (late || context.settings().has(Bug.B07)) {
                                    context.cluster().removedAgents().add(agentId);
                                }
                                if (late) {
                                    tellLost(agentId);
                                }
                            });
        });
    }

    /** An agent leaves by its own or an operator's wish; its tasks have ended. */
    void remove(AgentEntry agent, String message, String metric) {
        if (leaving.add(agent.id())) {
            context.log().info("Removing " + context.wording().agent() + " " + agent + ": " + message);
            context.registrar()
                    .update(
                            registry -> registry.remove(agent.id()),
                            registry -> gone(agent, TaskState.TASK_GONE, message, metric));
        }
    }

    /** An operator knows that an agent will never come back; {@code done} runs when the registry has it. */
    void markGone(String agentId, Runnable done) {
        if (!leaving.add(agentId)) {
            done.run();
            return;
        }
        long now = context.wallNanos();
        context.registrar().update(registry -> registry.markGone(agentId, now), registry -> {
            leaving.remove(agentId);
            context.cluster().recovered().remove(agentId);
            AgentEntry agent = context.cluster().agents().get(agentId);
            if (agent != null) {
                context.send(agent.info().address(), new ShutdownAgent("Agent has been marked gone"));
                gone(agent, TaskState.TASK_GONE_BY_OPERATOR, "Agent has been marked gone", "reason_unregistered");
            } else {
                loseUnreachable(agentId);
                tellLost(agentId);
            }
            done.run();
        });
    }

    private void loseUnreachable(String agentId) {
        for (FrameworkEntry framework : context.cluster().frameworks().values()) {
            List<TaskEntry> there = framework.unreachableTasks().values().stream()
                    .filter(task -> task.agentId().equals(agentId))
                    .toList();
            there.forEach(task -> tasks.lose(
                    task,
                    context.stateFor(framework.info(), TaskState.TASK_GONE_BY_OPERATOR, TaskState.TASK_LOST),
                    "REASON_SLAVE_REMOVED_BY_OPERATOR",
                    "Agent has been marked gone"));
        }
    }

    private void loseSight(AgentEntry agent, String message, String metric) {
        if (context.cluster().agents().get(agent.id()) != agent || !leaving.add(agent.id())) {
            return;
        }
        offers.rescindOn(agent.id());
        long now = context.wallNanos();
        if (context.isAtLeast(Profile.PA)) {
            context.log().info("Marking agent " + agent + " unreachable: " + message);
            context.registrar().update(registry -> registry.markUnreachable(agent.id(), now), registry -> {
                context.log().info("Marked agent " + agent + " unreachable: " + message);
                gone(agent, TaskState.TASK_UNREACHABLE, message, metric);
            });
            return;
        }
        boolean classic = !context.isAtLeast(Profile.LEGACY1);
        context.log()
                .info("Shutting down " + context.wording().agent() + " " + agent
                        + (classic ? " with message '" + message + "'" : " due to health check timeout"));
        context.send(agent.info().address(), new ShutdownAgent(message));
        context.registrar()
                .update(
                        registry -> registry.remove(agent.id()),
                        registry -> gone(agent, TaskState.TASK_LOST, message, metric));
    }

    private void gone(AgentEntry agent, TaskState aware, String message, String metric) {
        leaving.remove(agent.id());
        if (!context.cluster().agents().remove(agent.id(), agent)) {
            return;
        }
        context.cluster().removedAgents().add(agent.id());
        context.counters().count("master/slave_removals");
        context.counters().count("master/slave_removals/" + metric);
        forgotten.accept(agent);
        offers.rescindOn(agent.id());
        for (TaskEntry task : context.cluster().tasksOn(agent.id())) {
            FrameworkEntry framework = context.cluster().frameworks().get(task.frameworkId());
            TaskState state = context.stateFor(framework.info(), aware, TaskState.TASK_LOST);
            String reason = aware == TaskState.TASK_GONE_BY_OPERATOR
                    ? "REASON_SLAVE_REMOVED_BY_OPERATOR"
                    : "REASON_SLAVE_REMOVED";
            tasks.lose(task, state, reason, message);
        }
        tellLost(agent.id());
    }

    private void tellLost(String agentId) {
        for (FrameworkEntry framework :
                new ArrayList<>(context.cluster().frameworks().values())) {
            context.log()
                    .info("Notifying framework " + framework + " of lost "
                            + context.wording().agent() + " " + agentId);
            context.tell(framework, new LostAgent(agentId));
        }
    }

    private String intent(String agentId) {
        return context.isAtLeast(Profile.PA)
                ? "transition of agent " + agentId + " to UNREACHABLE"
                : "shutdown of " + context.wording().agent() + " " + agentId;
    }

    /** How long agents have to come back to a new leader. */
    Duration patience() {
        return context.settings().has(Bug.B07)
                ? Duration.ZERO
                : context.settings().duration(Knob.REREGISTER_TIMEOUT);
    }
}
