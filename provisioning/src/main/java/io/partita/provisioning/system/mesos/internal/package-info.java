/**
 * What the testbed and the driver of released servers have in common: servers under supervisors, below one directory of a
 * node, beside an ensemble. Not for other modules.
 */
package io.partita.provisioning.system.mesos.internal;
