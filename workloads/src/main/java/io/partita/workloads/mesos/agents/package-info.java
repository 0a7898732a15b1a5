/**
 * The workload {@code mesos-agents}: what becomes of agents and their tasks when an agent is cut off, killed, or taken
 * away. Start at {@link io.partita.workloads.mesos.agents.AgentsWorkload}; what is promised is in {@link
 * io.partita.workloads.mesos.agents.Promises}.
 */
package io.partita.workloads.mesos.agents;
