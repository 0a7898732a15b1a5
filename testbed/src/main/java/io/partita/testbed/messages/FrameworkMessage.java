package io.partita.testbed.messages;

import java.util.List;

/** Between a master and a framework's scheduler. Seconds are unscaled. */
public sealed interface FrameworkMessage extends Message {

    /** Scheduler to master: here I am, new if the id is null, else in place of whoever had that id before. */
    record RegisterFramework(FrameworkInfo framework) implements FrameworkMessage {}

    /** Master to scheduler: you are registered; {@code again} if the id was known before. */
    record FrameworkRegistered(String frameworkId, MasterInfo master, boolean again) implements FrameworkMessage {}

    /** Master to scheduler: this cannot be; the connection is over. */
    record FrameworkError(String message) implements FrameworkMessage {}

    /** Scheduler to master: remove me, and end my tasks. */
    record UnregisterFramework(String frameworkId) implements FrameworkMessage {}

    /** Scheduler to master: I stop, and another will take my id; keep my tasks. */
    record DeactivateFramework(String frameworkId) implements FrameworkMessage {}

    /** Master to scheduler, for those that watch it. */
    record Heartbeat() implements FrameworkMessage {}

    /** Master to scheduler: take what you want. */
    record ResourceOffers(List<Offer> offers) implements FrameworkMessage {
        public ResourceOffers {
            offers = List.copyOf(offers);
        }
    }

    /** Master to scheduler: this is no longer to be had. */
    record RescindOffer(String offerId) implements FrameworkMessage {}

    /**
     * Scheduler to master: run these tasks, all on the agent of these offers; what is left is declined for
     * {@code refuseSeconds}. No tasks: all is declined.
     */
    record AcceptOffers(String frameworkId, List<String> offerIds, List<TaskInfo> tasks, double refuseSeconds)
            implements FrameworkMessage {
        public AcceptOffers {
            offerIds = List.copyOf(offerIds);
            tasks = List.copyOf(tasks);
        }
    }

    /** Scheduler to master: forget what I declined, and offer again. */
    record ReviveOffers(String frameworkId) implements FrameworkMessage {}

    /** Scheduler to master: no offers until I revive. */
    record SuppressOffers(String frameworkId) implements FrameworkMessage {}

    /** Scheduler to master: end this task; {@code agentId} may be null. */
    record KillTask(
            String frameworkId, String taskId, @MayBeNull String agentId) implements FrameworkMessage {}

    /** Master to scheduler: the status of a task changed. To be acknowledged if it has a uuid. */
    record StatusUpdate(String frameworkId, TaskStatus status) implements FrameworkMessage {}

    /** Scheduler to master: I have it. */
    record AcknowledgeStatus(String frameworkId, String agentId, String taskId, String uuid)
            implements FrameworkMessage {}

    /** Scheduler to master: tell me the state of these tasks, or, if there are none, of all that you know of mine. */
    record ReconcileTasks(String frameworkId, List<TaskRef> tasks) implements FrameworkMessage {
        public ReconcileTasks {
            tasks = List.copyOf(tasks);
        }
    }

    /** A task and the agent it was launched on; {@code agentId} may be null. */
    record TaskRef(String taskId, @MayBeNull String agentId) {}

    /** Master to scheduler: this agent was removed. */
    record LostAgent(String agentId) implements FrameworkMessage {}
}
