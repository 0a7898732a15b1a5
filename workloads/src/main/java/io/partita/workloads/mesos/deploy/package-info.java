/**
 * {@code marathon-deploy}: rolling upgrades and scaling of apps under faults. {@link
 * io.partita.workloads.mesos.deploy.Deploying} performs the changes, {@link io.partita.workloads.mesos.deploy.Change} and
 * {@link io.partita.workloads.mesos.deploy.Listing} read them back, and four checkers judge capacity, locks, acknowledged state and
 * progress.
 */
package io.partita.workloads.mesos.deploy;
