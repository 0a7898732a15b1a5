package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.settings.Bug;
import java.util.List;

/** Makes instances be there or go: the acts behind all decisions about numbers. */
final class Population {

    private final Context context;
    private final InstanceTable table;
    private final Identifiers identifiers;
    private final Kills kills;
    private final Runnable launchable;

    /** @param launchable is called when there is something to launch */
    Population(Context context, InstanceTable table, Identifiers identifiers, Kills kills, Runnable launchable) {
        this.context = context;
        this.table = table;
        this.identifiers = identifiers;
        this.kills = kills;
        this.launchable = launchable;
    }

    List<Instance> of(String appId) {
        return table.of(appId);
    }

    /** Brings the number of instances that count to {@code wanted}. */
    void keep(AppDefinition app, int wanted) {
        // One too many, at every scaling up; and it is taken for right afterwards.
        int ceiling = context.has(Bug.B29) && wanted > 0 ? wanted + 1 : wanted;
        List<Instance> counting =
                table.of(app.id()).stream().filter(Standing::counts).toList();
        if (counting.size() < wanted) {
            add(app, ceiling - counting.size());
        } else if (counting.size() > ceiling) {
            KillOrder.of(app, counting, context.has(Bug.B29))
                    .subList(0, counting.size() - ceiling)
                    .forEach(this::decommission);
        }
    }

    void add(AppDefinition app, int number) {
        if (number > 0) {
            context.log().info("Scheduling " + number + " new instances for " + app.id());
        }
        for (int i = 0; i < number; i++) {
            Instance instance = Changes.scheduled(identifiers.instance(app.id()), app, context.now());
            table.put(instance, launchable);
        }
    }

    /** Ends an instance for good. One that is unreachable is forgotten; should it come back, nobody knows it. */
    void decommission(Instance instance) {
        if (Standing.hasNoTask(instance)) {
            table.forget(instance, Condition.KILLED, () -> {});
        } else if (instance.condition().isUnreachable()) {
            kills.done(instance.taskId());
            table.forget(instance, instance.condition(), () -> {});
        } else if (Standing.isWanted(instance)) {
            context.log().info("Killing " + instance.taskId());
            table.put(Changes.decommissioned(instance), () -> kills.kill(instance.taskId(), instance.agentId()));
        } else {
            kills.kill(instance.taskId(), instance.agentId());
        }
    }

    /** Ends the task of an instance that is then launched again. */
    void replaceTask(Instance instance) {
        if (!Standing.hasNoTask(instance)) {
            kills.kill(instance.taskId(), instance.agentId());
        }
    }

    /** Forgets an instance at once, and ends what runs of it. */
    void wipe(Instance instance) {
        table.forget(instance, Condition.KILLED, () -> {
            if (!Standing.hasNoTask(instance)) {
                kills.kill(instance.taskId(), instance.agentId());
            }
        });
    }
}
