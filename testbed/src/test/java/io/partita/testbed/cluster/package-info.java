/** Whole clusters of real components in virtual time. */
package io.partita.testbed.cluster;
