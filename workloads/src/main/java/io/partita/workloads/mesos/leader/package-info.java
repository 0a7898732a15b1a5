/**
 * {@code mesos-leader}: who leads Mesos and Marathon while leaders are struck, what everybody else answers meanwhile, and
 * what a new leader still knows. {@link io.partita.workloads.mesos.leader.LeaderWorkload} is where to begin; every
 * requirement is a checker of its own, and what they expect stands in {@link io.partita.workloads.mesos.leader.Expected}.
 */
package io.partita.workloads.mesos.leader;
