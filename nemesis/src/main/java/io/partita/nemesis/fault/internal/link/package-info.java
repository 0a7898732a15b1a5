/** Some packets between nodes are dropped or refused, by firewall chains of ours beside that of partitions. */
package io.partita.nemesis.fault.internal.link;
