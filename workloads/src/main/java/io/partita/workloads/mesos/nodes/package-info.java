/**
 * The truth from the nodes about tasks of Mesos: what runs there, and what ran when, whatever Marathon and Mesos say. First
 * read {@link io.partita.workloads.mesos.nodes.TaskProgram}, which tasks run; {@link
 * io.partita.workloads.mesos.nodes.ProcessListing}, which sees them; and {@link
 * io.partita.workloads.mesos.nodes.TaskLedgers}, which reads what they wrote.
 */
package io.partita.workloads.mesos.nodes;
