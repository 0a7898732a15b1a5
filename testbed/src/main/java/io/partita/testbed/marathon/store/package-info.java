/** What outlives a Marathon, kept in ZooKeeper. */
package io.partita.testbed.marathon.store;
