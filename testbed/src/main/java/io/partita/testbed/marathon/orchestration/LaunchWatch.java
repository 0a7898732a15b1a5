package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Knob;
import io.partita.testbed.settings.Profile;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Replaces tasks that do not begin to run in time. One of which nothing was ever heard is given up at once, since the launch itself
 * may be what was lost; one that is known is killed, and its end brings the replacement. The time counts from when this
 * leader first saw the task.
 */
final class LaunchWatch {

    private static final int LOOKS_PER_TIMEOUT = 20;
    private static final Set<Condition> NOT_RUNNING =
            Set.of(Condition.PROVISIONED, Condition.STAGING, Condition.STARTING);

    private final Context context;
    private final InstanceTable table;
    private final Kills kills;
    private final Consumer<TaskStatus> updates;
    private final Map<String, Long> firstSeen = new HashMap<>();

    LaunchWatch(Context context, InstanceTable table, Kills kills, Consumer<TaskStatus> updates) {
        this.context = context;
        this.table = table;
        this.kills = kills;
        this.updates = updates;
    }

    void start() {
        Duration timeout = context.settings().duration(Knob.MARATHON_LAUNCH_TIMEOUT);
        context.loop().every(timeout.dividedBy(LOOKS_PER_TIMEOUT), () -> look(timeout.toNanos()));
    }

    private void look(long timeout) {
        Map<String, Instance> launched = table.all().stream()
                .filter(instance -> NOT_RUNNING.contains(instance.condition()))
                .collect(Collectors.toMap(Instance::taskId, instance -> instance));
        firstSeen.keySet().retainAll(launched.keySet());
        long now = context.loop().nanos();
        launched.forEach((taskId, instance) -> {
            if (now - firstSeen.computeIfAbsent(taskId, unseen -> now) >= timeout) {
                overdue(instance);
            }
        });
    }

    private void overdue(Instance instance) {
        context.log().warn("Should have been running by now: " + instance.taskId());
        kills.kill(instance.taskId(), instance.agentId());
        if (instance.condition() == Condition.PROVISIONED) {
            updates.accept(TaskStatus.of(
                    instance.taskId(),
                    context.isAtLeast(Profile.PA) ? TaskState.TASK_DROPPED : TaskState.TASK_LOST,
                    "not launched in time",
                    "SOURCE_MASTER",
                    null,
                    instance.agentId(),
                    context.now() / 1e3));
        }
    }
}
