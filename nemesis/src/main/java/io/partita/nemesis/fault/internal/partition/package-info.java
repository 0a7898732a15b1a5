/** Links between nodes are cut: all packets on them are dropped. */
package io.partita.nemesis.fault.internal.partition;
