package io.partita.testbed.messages;

/**
 * What components send each other. Named as in Mesos where Mesos has the like; every one is a record that says in its own
 * comment who sends it to whom.
 */
public sealed interface Message permits AgentMessage, FrameworkMessage, ReplicaMessage {}
