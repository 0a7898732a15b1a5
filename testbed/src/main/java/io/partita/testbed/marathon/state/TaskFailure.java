package io.partita.testbed.marathon.state;

/**
 * The last time that a task of an app ended otherwise than wished.
 *
 * @param state such as {@code TASK_FAILED}
 * @param at epoch milliseconds
 * @param version of the app
 */
public record TaskFailure(
        String appId,
        String taskId,
        String state,
        String message,
        String host,
        String agentId,
        long at,
        String version) {}
