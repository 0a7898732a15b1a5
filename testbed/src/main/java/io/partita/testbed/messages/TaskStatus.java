package io.partita.testbed.messages;

/**
 * A change of a task's state.
 *
 * @param message for people; null if there is none
 * @param source {@code SOURCE_MASTER}, {@code SOURCE_AGENT} or {@code SOURCE_EXECUTOR}
 * @param reason such as {@code REASON_RECONCILIATION}; null if there is none
 * @param agentId null if the task is on none that is known
 * @param timestamp seconds since 1970
 * @param uuid to be acknowledged; null if it need not be, as those that a master makes
 * @param containerId null if there is no container
 * @param ip the task's address; null if unknown
 * @param executorPid null if unknown
 */
public record TaskStatus(
        String taskId,
        TaskState state,
        @MayBeNull String message,
        String source,
        @MayBeNull String reason,
        @MayBeNull String agentId,
        double timestamp,
        @MayBeNull String uuid,
        @MayBeNull String containerId,
        @MayBeNull String ip,
        @MayBeNull Integer executorPid) {

    /** A status that needs no acknowledgement, about a task of which no more is known. */
    public static TaskStatus of(
            String taskId, TaskState state, String message, String source, String reason, String agentId, double time) {
        return new TaskStatus(taskId, state, message, source, reason, agentId, time, null, null, null, null);
    }
}
