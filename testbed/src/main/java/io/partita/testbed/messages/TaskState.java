package io.partita.testbed.messages;

/** The states of a task, as Mesos names them. */
public enum TaskState {
    TASK_STAGING,
    TASK_STARTING,
    TASK_RUNNING,
    TASK_KILLING,
    TASK_FINISHED,
    TASK_FAILED,
    TASK_KILLED,
    TASK_ERROR,
    /** For frameworks that are not partition-aware: counts as terminal, though the task may come back. */
    TASK_LOST,
    TASK_UNREACHABLE,
    TASK_DROPPED,
    TASK_GONE,
    TASK_GONE_BY_OPERATOR,
    TASK_UNKNOWN;

    /** Whether the master takes the task for ended. */
    public boolean isTerminal() {
        return switch (this) {
            case TASK_FINISHED,
                    TASK_FAILED,
                    TASK_KILLED,
                    TASK_ERROR,
                    TASK_LOST,
                    TASK_DROPPED,
                    TASK_GONE,
                    TASK_GONE_BY_OPERATOR -> true;
            default -> false;
        };
    }
}
