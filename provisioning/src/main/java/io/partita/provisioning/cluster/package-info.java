/** Nodes and how they come to be. */
package io.partita.provisioning.cluster;
