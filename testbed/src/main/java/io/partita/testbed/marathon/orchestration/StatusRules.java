package io.partita.testbed.marathon.orchestration;

import io.partita.testbed.marathon.state.Instance;
import io.partita.testbed.marathon.state.Instance.Condition;
import io.partita.testbed.messages.TaskState;
import io.partita.testbed.messages.TaskStatus;
import io.partita.testbed.settings.Profile;
import java.util.List;
import java.util.Set;

/**
 * What an update of a task's status makes of its instance. Pure.
 *
 * <pre>
 *   SCHEDULED ──launch──▶ PROVISIONED ──▶ STAGING ──▶ STARTING ──▶ RUNNING ──▶ KILLING     (forward only, steps may be left out)
 *   any of these that has a task ──agent away──▶ UNREACHABLE ──inactiveAfter──▶ UNREACHABLE_INACTIVE ──expungeAfter──▶ forgotten
 *   UNREACHABLE, UNREACHABLE_INACTIVE ──agent back──▶ whatever the task does now
 *   any that has a task ──task ended──▶ FINISHED, FAILED, KILLED, ERROR, DROPPED, GONE, LOST
 *   an ended one: wanted, from modern on ──launch──▶ PROVISIONED with the next task; else it is forgotten
 * </pre>
 *
 * An ended task never comes back to life: an update that says so is one of a task that nobody knows, and that task is killed.
 * In classic TASK_LOST is such an end; in legacy1 it means that the agent is away if its reason says so.
 */
final class StatusRules {

    /** What is to be done. */
    enum Step {
        /** Nothing: it is known, or comes too late. */
        IGNORE,
        /** The instance is in the new condition now. */
        MOVE,
        /** The agent is away. */
        AWAY,
        /** The task ended. */
        END,
        /** This task ended before, and yet it runs. */
        REVENANT
    }

    /** A step, and the condition it leads to. */
    record Outcome(Step step, Condition condition) {}

    private static final List<Condition> FORWARD =
            List.of(Condition.PROVISIONED, Condition.STAGING, Condition.STARTING, Condition.RUNNING, Condition.KILLING);
    private static final Set<String> AGENT_AWAY = Set.of(
            "REASON_SLAVE_REMOVED", "REASON_AGENT_REMOVED", "REASON_SLAVE_DISCONNECTED", "REASON_AGENT_DISCONNECTED");

    private StatusRules() {}

    static Outcome of(Profile profile, Instance instance, TaskStatus status) {
        Condition condition = condition(profile, status);
        if (Standing.hasNoTask(instance)) {
            boolean ended = condition.isTerminal() || condition.isUnreachable();
            return new Outcome(ended ? Step.IGNORE : Step.REVENANT, condition);
        }
        if (condition.isTerminal()) {
            return new Outcome(Step.END, condition);
        }
        if (condition.isUnreachable()) {
            return new Outcome(Step.AWAY, condition);
        }
        boolean goesOn = instance.condition().isUnreachable()
                || FORWARD.indexOf(condition) > FORWARD.indexOf(instance.condition());
        return new Outcome(goesOn ? Step.MOVE : Step.IGNORE, condition);
    }

    /** The condition that a status speaks of. A task that the master knows nothing of is gone. */
    static Condition condition(Profile profile, TaskStatus status) {
        return switch (status.state()) {
            case TASK_STAGING -> Condition.STAGING;
            case TASK_STARTING -> Condition.STARTING;
            case TASK_RUNNING -> Condition.RUNNING;
            case TASK_KILLING -> Condition.KILLING;
            case TASK_FINISHED -> Condition.FINISHED;
            case TASK_FAILED -> Condition.FAILED;
            case TASK_KILLED -> Condition.KILLED;
            case TASK_ERROR -> Condition.ERROR;
            case TASK_DROPPED -> Condition.DROPPED;
            case TASK_GONE, TASK_GONE_BY_OPERATOR, TASK_UNKNOWN -> Condition.GONE;
            case TASK_UNREACHABLE -> Condition.UNREACHABLE;
            case TASK_LOST -> mayComeBack(profile, status) ? Condition.UNREACHABLE : Condition.LOST;
        };
    }

    private static boolean mayComeBack(Profile profile, TaskStatus status) {
        return profile.isAtLeast(Profile.LEGACY1)
                && status.state() == TaskState.TASK_LOST
                && status.reason() != null
                && AGENT_AWAY.contains(status.reason());
    }

    /**
     * Whether the end of a task makes the next launch of its app wait. Classic: errors and failures, and kills for bad health.
     * Legacy1: every end but a kill. Later: every end that is not a kill nor a loss of the agent.
     */
    static boolean slowsLaunches(Profile profile, Condition condition, boolean killedAsUnhealthy) {
        return switch (condition) {
            case ERROR, FAILED -> true;
            case FINISHED, DROPPED, GONE -> profile != Profile.CLASSIC;
            case LOST -> profile == Profile.LEGACY1;
            case KILLED -> profile == Profile.CLASSIC && killedAsUnhealthy;
            default -> false;
        };
    }
}
