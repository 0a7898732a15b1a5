/** A register and a counter on ZooKeeper. */
package io.partita.workloads.zookeeper;
