package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.marathon.state.Instance.Goal;
import io.partita.testbed.marathon.state.Instance.Health;
import java.util.List;

/** How instances become other instances. Pure. */
final class Changes {

    private Changes() {}

    /** An instance that is to be launched for the first time. */
    static Instance scheduled(String id, AppDefinition app, long now) {
        return new Instance(
                id,
                app,
                null,
                0,
                Condition.SCHEDULED,
                Goal.RUNNING,
                null,
                null,
                null,
                List.of(),
                now,
                null,
                null,
                null);
    }

    /** {@code instance} with a new task. */
    static Instance provisioned(
            Instance instance,
            AppDefinition app,
            String taskId,
            String agentId,
            String host,
            List<Integer> ports,
            long now) {
        return new Instance(
                instance.id(),
                app,
                taskId,
                instance.incarnation() + 1,
                Condition.PROVISIONED,
                instance.goal(),
                agentId,
                host,
                null,
                ports,
                now,
                now,
                null,
                null);
    }

    /**
     * {@code instance} in another condition, told by an update that may know its address. That it became inactive does not
     * begin its time of being unreachable anew.
     */
    static Instance moved(Instance instance, Condition condition, String ip, long now) {
        boolean stillAway = instance.condition().isUnreachable() && condition.isUnreachable();
        boolean begins = condition == Condition.RUNNING && instance.startedAt() == null;
        return new Instance(
                instance.id(),
                instance.app(),
                instance.taskId(),
                instance.incarnation(),
                condition,
                instance.goal(),
                instance.agentId(),
                instance.host(),
                condition.isUnreachable() ? null : ip == null ? instance.ip() : ip,
                instance.ports(),
                stillAway ? instance.since() : now,
                instance.stagedAt(),
                begins ? Long.valueOf(now) : instance.startedAt(),
                condition == Condition.RUNNING ? instance.health() : null);
    }

    /** {@code instance} whose task has ended and that waits to be launched again. */
    static Instance ended(Instance instance, Condition condition, long now) {
        return new Instance(
                instance.id(),
                instance.app(),
                instance.taskId(),
                instance.incarnation(),
                condition,
                instance.goal(),
                instance.agentId(),
                instance.host(),
                instance.ip(),
                List.of(),
                now,
                null,
                null,
                null);
    }

    static Instance decommissioned(Instance instance) {
        return with(instance, Goal.DECOMMISSIONED, instance.health());
    }

    static Instance withHealth(Instance instance, Health health) {
        return with(instance, instance.goal(), health);
    }

    private static Instance with(Instance instance, Goal goal, Health health) {
        return new Instance(
                instance.id(),
                instance.app(),
                instance.taskId(),
                instance.incarnation(),
                instance.condition(),
                goal,
                instance.agentId(),
                instance.host(),
                instance.ip(),
                instance.ports(),
                instance.since(),
                instance.stagedAt(),
                instance.startedAt(),
                health);
    }
}
