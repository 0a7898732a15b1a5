/**
 * Clients of the HTTP APIs of one Mesos master or agent and of one Marathon. They never retry; redirects are followed
 * only where that is asked for. {@link io.partita.workloads.mesos.api.Reply} says what a request did as far as its
 * sender can tell, {@link io.partita.workloads.mesos.api.Verdict} is the table behind it.
 */
package io.partita.workloads.mesos.api;
