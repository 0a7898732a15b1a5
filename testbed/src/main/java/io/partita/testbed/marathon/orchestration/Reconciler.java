package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.FrameworkMessage.TaskRef;
import io.partita.testbed.settings.Knob;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Asks the master for the state of all known tasks, then for all that it knows. A master whose agents are still coming back does
 * not answer for theirs; these are asked for again, after 5 s, then after twice that, five times. What was launched less than
 * 5 s ago is asked for at the second time only.
 */
final class Reconciler {

    private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
    private static final int RETRIES = 5;

    private final Context context;
    private final SchedulerDriver driver;
    private final InstanceTable table;
    private final Map<String, TaskRef> unanswered = new LinkedHashMap<>();
    private final Set<String> onTheirWay = new HashSet<>();
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
        onTheirWay.clear();
        table.all().stream().filter(instance -> !Standing.hasNoTask(instance)).forEach(instance -> {
            unanswered.put(instance.taskId(), reference(instance));
            if (mayBeOnItsWay(instance)) {
                onTheirWay.add(instance.taskId());
            }
        });
        ask(++round, 0, FIRST_RETRY);
        driver.reconcile(List.of());
    }

    /** Its launch may reach the master after the question, which the master would answer with the end of the task. */
    private boolean mayBeOnItsWay(Instance instance) {
        Duration age = Duration.ofMillis(context.now() - instance.since());
        return instance.condition() == Condition.PROVISIONED
                && age.compareTo(context.settings().scaled(FIRST_RETRY)) < 0;
    }

    private void ask(long mine, int retries, Duration pause) {
        if (mine != round || unanswered.isEmpty() || retries > RETRIES) {
            return;
        }
        List<TaskRef> asked = unanswered.values().stream()
                .filter(task -> retries > 0 || !onTheirWay.contains(task.taskId()))
                .toList();
        if (!asked.isEmpty()) {
            driver.reconcile(asked);
        }
        context.loop().after(context.settings().scaled(pause), () -> ask(mine, retries + 1, pause.multipliedBy(2)));
    }

    private static TaskRef reference(Instance instance) {
        return new TaskRef(instance.taskId(), instance.agentId());
    }
}
