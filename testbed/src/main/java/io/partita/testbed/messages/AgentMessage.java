package io.partita.testbed.messages;

import java.util.List;

/** Between a master and an agent. */
public sealed interface AgentMessage extends Message {

    /** Agent to master: admit me. */
    record RegisterAgent(AgentInfo agent) implements AgentMessage {}

    /** Agent to master: I was admitted before, and these are my tasks, also ended ones whose end was not acknowledged. */
    record ReregisterAgent(AgentInfo agent, List<Task> tasks, List<FrameworkInfo> frameworks) implements AgentMessage {
        public ReregisterAgent {
            tasks = List.copyOf(tasks);
            frameworks = List.copyOf(frameworks);
        }
    }

    /**
     * Master to agent: you are admitted.
     *
     * @param pingTimeoutNanos scaled; without a ping for so long the agent is to look for the master again
     */
    record AgentRegistered(String agentId, long pingTimeoutNanos) implements AgentMessage {}

    /** Master to agent: you are admitted again; {@code unknownTasks} are those the master has of yours and you did not name. */
    record AgentReregistered(String agentId, long pingTimeoutNanos, List<String> unknownTasks) implements AgentMessage {
        public AgentReregistered {
            unknownTasks = List.copyOf(unknownTasks);
        }
    }

    /** Agent to master: I end, and my tasks with me. */
    record UnregisterAgent(String agentId) implements AgentMessage {}

    /** Master to agent: are you there? {@code connected} says whether the master takes it for connected. */
    record Ping(boolean connected) implements AgentMessage {}

    /** Agent to master: I am; {@code agentId} is null before it has one. */
    record Pong(@MayBeNull String agentId) implements AgentMessage {}

    /** Master to agent: end your tasks and yourself, because of {@code reason}. */
    record ShutdownAgent(String reason) implements AgentMessage {}

    /** Master to agent: run this. {@code frameworkAddress} is where its framework receives. */
    record RunTask(FrameworkInfo framework, Address frameworkAddress, TaskInfo task) implements AgentMessage {}

    /** Master to agent: end this task. */
    record KillAgentTask(String frameworkId, String taskId) implements AgentMessage {}

    /** Master to agent: end all tasks of a framework. */
    record ShutdownFramework(String frameworkId) implements AgentMessage {}

    /**
     * Agent to master: the status of a task changed; {@code latestState} is the newest that the agent knows. The framework
     * is null for a task that only the master named: it knows whose that is.
     */
    record AgentStatusUpdate(@MayBeNull String frameworkId, TaskStatus status, TaskState latestState)
            implements AgentMessage {}

    /** Master to agent: the framework has it. */
    record AgentStatusAcknowledgement(String frameworkId, String taskId, String uuid) implements AgentMessage {}
}
