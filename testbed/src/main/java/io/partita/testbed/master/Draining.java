package io.partita.testbed.master;

import io.partita.testbed.master.cluster.AgentEntry;
import io.partita.testbed.master.cluster.TaskEntry;
import io.partita.testbed.master.registry.Drain;
import io.partita.testbed.master.registry.Registry;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Agents that an operator wants empty. States: <b>DRAINING</b> (no offers, tasks are being killed) and <b>DRAINED</b> (no
 * task is left); both end with reactivation, or, if so wished, the drained agent is marked gone.
 */
final class Draining {

    private final Context context;
    private final Offers offers;
    private Consumer<TaskEntry> kill = task -> {};
    private Consumer<String> markGone = id -> {};

    Draining(Context context, Offers offers) {
        this.context = context;
        this.offers = offers;
    }

    /** What it needs from others, which need it. To be called once, before all else. */
    void connect(Consumer<TaskEntry> newKill, Consumer<String> newMarkGone) {
        kill = newKill;
        markGone = newMarkGone;
    }

    /** Begins to empty an agent. */
    void drain(String agentId, boolean gone, Runnable done) {
        changeDrains(drains -> drains.put(agentId, new Drain(gone, false)), registry -> {
            offers.rescindOn(agentId);
            AgentEntry agent = context.cluster().agents().get(agentId);
            if (agent != null) {
                killAll(agent);
                look(agent);
            }
            done.run();
        });
    }

    /** An agent came back: what it was asked before is asked again. */
    void killAll(AgentEntry agent) {
        if (isDraining(agent.id())) {
            List<TaskEntry> tasks = context.cluster().tasksOn(agent.id());
            tasks.stream().filter(task -> !task.state().isTerminal()).forEach(kill);
        }
    }

    /** Looks whether an agent is empty. */
    void look(AgentEntry agent) {
        Drain drain = context.registrar().registry().drains().get(agent.id());
        boolean empty = context.cluster().tasksOn(agent.id()).stream()
                .allMatch(task -> task.state().isTerminal());
        if (drain != null && !drain.drained() && empty) {
            // It may be reactivated before this is written: then it is not drained.
            changeDrains(
                    drains -> drains.computeIfPresent(agent.id(), (id, wish) -> new Drain(wish.markGone(), true)),
                    registry -> {
                        Drain written = registry.drains().get(agent.id());
                        if (written != null && written.markGone()) {
                            markGone.accept(agent.id());
                        }
                    });
        }
    }

    /** Stops or resumes offers of an agent's resources; resuming also ends its draining. */
    void activate(String agentId, boolean active, Runnable done) {
        context.registrar()
                .update(
                        registry -> {
                            Set<String> ids = new LinkedHashSet<>(registry.deactivated());
                            Map<String, Drain> drains = new LinkedHashMap<>(registry.drains());
                            if (active) {
                                ids.remove(agentId);
                                drains.remove(agentId);
                            } else {
                                ids.add(agentId);
                            }
                            return registry.withDeactivated(ids).withDrains(drains);
                        },
                        registry -> {
                            if (!isActive(agentId)) {
                                offers.rescindOn(agentId);
                            }
                            done.run();
                        });
    }

    /** Whether an operator lets the agent's resources be offered. */
    boolean isActive(String agentId) {
        return !context.registrar().registry().deactivated().contains(agentId) && !isDraining(agentId);
    }

    /** A kill on a draining agent gets the reason that it had. */
    TaskStatus explain(TaskStatus status) {
        if (status.state() != TaskState.TASK_KILLED || !isDraining(status.agentId())) {
            return status;
        }
        return new TaskStatus(
                status.taskId(),
                status.state(),
                status.message(),
                status.source(),
                "REASON_SLAVE_DRAINING",
                status.agentId(),
                status.timestamp(),
                status.uuid(),
                status.containerId(),
                status.ip(),
                status.executorPid());
    }

    private boolean isDraining(String agentId) {
        return context.registrar().registry().drains().containsKey(agentId);
    }

    private void changeDrains(Consumer<Map<String, Drain>> change, Consumer<Registry> done) {
        context.registrar()
                .update(
                        registry -> {
                            Map<String, Drain> drains = new LinkedHashMap<>(registry.drains());
                            change.accept(drains);
                            return registry.withDrains(drains);
                        },
                        done);
    }
}
