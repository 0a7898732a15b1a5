/**
 * Operations that change nothing and record what a cluster of Mesos and Marathon says and does: {@link
 * io.partita.workloads.mesos.observe.Observer} performs them, {@link io.partita.workloads.mesos.observe.Observations}
 * reads them back from a history.
 */
package io.partita.workloads.mesos.observe;
