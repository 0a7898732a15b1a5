package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.settings.Knob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the master for the state of all tasks that it has ever told something of, then for all that it knows. A master whose agents are still coming back does
 * not answer for theirs; these are asked for again, after 5 s, then after twice that, five times.
 */
final class Reconciler {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int RETRIES = 5;

    private final Context context;
    private final SchedulerDriver driver;
    private final InstanceTable table;
    private final Map<String, TaskRef> unanswered = new LinkedHashMap<>();
    private boolean due;
    private long round;

    Reconciler(Context context, SchedulerDriver driver, InstanceTable table) {
        this.context = context;
        this.driver = driver;
        this.table = table;
    }

    void start() {
        context.loop().after(context.settings().duration(Knob.MARATHON_RECONCILE_DELAY), () -> {
            reconcile();
            context.loop().every(context.settings().duration(Knob.MARATHON_RECONCILE_INTERVAL), this::reconcile);
        });
    }

    /** What was due while there was no master is done now. */
    void registered() {
        if (due) {
            reconcile();
        }
    }

    /** The master spoke of a task. */
    void answered(String taskId) {
        unanswered.remove(taskId);
    }

    private void reconcile() {
        due = !driver.isRegistered();
        if (due) {
            return;
        }
        unanswered.clear();
        table.all().stream()
                .filter(Reconciler::isHeardOf)
                .map(Reconciler::reference)
                .forEach(reference -> unanswered.put(reference.taskId(), reference));
        ask(++round, 0, FIRST_RETRY);
        driver.reconcile(List.of());
    }

    /** What is being launched may not have reached the master yet, which would say that there is no such task. */
    private static boolean isHeardOf(Instance instance) {
        return !Standing.hasNoTask(instance) && instance.condition() != Condition.PROVISIONED;
    }

    private void ask(long mine, int retries, Duration pause) {
        if (mine != round || unanswered.isEmpty() || retries > RETRIES) {
            return;
        }
        driver.reconcile(List.copyOf(unanswered.values()));
        context.loop().after(context.settings().scaled(pause), () -> ask(mine, retries + 1, pause.multipliedBy(2)));
    }

    private static TaskRef reference(Instance instance) {
        return new TaskRef(instance.taskId(), instance.agentId());
    }
}
