/**
 * What a cluster of Mesos and Marathon is, whoever's servers it is made of: which node is what ({@link
 * io.partita.provisioning.system.mesos.Layout}), how long things take ({@link
 * io.partita.provisioning.system.mesos.MesosBounds}), and what the servers say of themselves. Read {@link
 * io.partita.provisioning.system.mesos.MesosCluster} first.
 */
package io.partita.provisioning.system.mesos;
