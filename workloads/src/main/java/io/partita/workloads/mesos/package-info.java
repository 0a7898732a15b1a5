/**
 * Workloads for a cluster of Mesos and Marathon. Start with {@link io.partita.workloads.mesos.Site}; {@code api} talks to
 * servers, {@code nodes} asks the nodes what really runs, {@code observe} puts both into the history and reads it back,
 * and each workload has a package of its own.
 */
package io.partita.workloads.mesos;
