package io.partita.testbed.marathon.state;

import io.partita.testbed.marathon.app.AppDefinition;
import java.util.List;

/**
 * One instance of an app, from the wish for it to its end. Its task is another one each time it is started again.
 *
 * @param id such as {@code web.instance-UUID}; in profiles before modern it is its task's id
 * @param app the version of the app that it runs, or is to run
 * @param taskId its newest task; null before the first launch
 * @param incarnation how often it was launched
 * @param condition where it stands
 * @param goal what is wanted of it
 * @param agentId null before the first launch
 * @param host name of its node; null before the first launch
 * @param ip its address; null while unknown
 * @param ports its ports on that host
 * @param since when the condition began, in epoch milliseconds
 * @param stagedAt when its task was launched, in epoch milliseconds; null before
 * @param startedAt when its task began to run, in epoch milliseconds; null before
 * @param health null if there is no health check, or no result yet
 */
public record Instance(
        String id,
        AppDefinition app,
        String taskId,
        int incarnation,
        Condition condition,
        Goal goal,
        String agentId,
        String host,
        String ip,
        List<Integer> ports,
        long since,
        Long stagedAt,
        Long startedAt,
        Health health) {

    public Instance {
        ports = List.copyOf(ports);
    }

    public String appId() {
        return app.id();
    }

    /** Where an instance stands, in Marathon's words. */
    public enum Condition {
        SCHEDULED("Scheduled", null),
        PROVISIONED("Provisioned", "TASK_STAGING"),
        STAGING("Staging", "TASK_STAGING"),
        STARTING("Starting", "TASK_STARTING"),
        RUNNING("Running", "TASK_RUNNING"),
        KILLING("Killing", "TASK_KILLING"),
        UNREACHABLE("Unreachable", "TASK_UNREACHABLE"),
        UNREACHABLE_INACTIVE("UnreachableInactive", "TASK_UNREACHABLE"),
        FINISHED("Finished", "TASK_FINISHED"),
        FAILED("Failed", "TASK_FAILED"),
        KILLED("Killed", "TASK_KILLED"),
        ERROR("Error", "TASK_ERROR"),
        DROPPED("Dropped", "TASK_DROPPED"),
        GONE("Gone", "TASK_GONE"),
        LOST("Lost", "TASK_LOST");

        private final String word;
        private final String taskState;

        Condition(String word, String taskState) {
            this.word = word;
            this.taskState = taskState;
        }

        /** As events name it. */
        public String word() {
            return word;
        }

        /** As task listings name it; null if there is no task. */
        public String taskState() {
            return taskState;
        }

        public boolean isTerminal() {
            return compareTo(FINISHED) >= 0;
        }

        /** Whether a task may be running or about to. */
        public boolean isActive() {
            return compareTo(PROVISIONED) >= 0 && compareTo(UNREACHABLE) <= 0;
        }

        public boolean isUnreachable() {
            return this == UNREACHABLE || this == UNREACHABLE_INACTIVE;
        }
    }

    /** What is wanted of an instance. */
    public enum Goal {
        RUNNING,
        /** Its task is to end; it is forgotten then. */
        DECOMMISSIONED
    }

    /**
     * What health checks found.
     *
     * @param alive whether the instance counts as healthy
     * @param consecutiveFailures since the last success
     * @param firstSuccess epoch milliseconds, null if never
     * @param lastSuccess epoch milliseconds, null if never
     * @param lastFailure epoch milliseconds, null if never
     * @param lastFailureCause null if never
     */
    public record Health(
            boolean alive,
            int consecutiveFailures,
            Long firstSuccess,
            Long lastSuccess,
            Long lastFailure,
            String lastFailureCause) {}
}
