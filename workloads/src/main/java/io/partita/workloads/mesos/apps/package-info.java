/**
 * The workload {@code marathon-apps}: apps are made, changed, scaled, read and deleted through every Marathon, and what was
 * acknowledged must stay. Start with {@link io.partita.workloads.mesos.apps.AppsWorkload}.
 */
package io.partita.workloads.mesos.apps;
