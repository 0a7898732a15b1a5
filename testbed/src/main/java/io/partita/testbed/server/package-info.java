/**
 * The outside world as it is: one thread, TCP, HTTP, ZooKeeper, files, and the end of the process. What components get of
 * {@link io.partita.testbed.runtime} when they run on a real node.
 */
package io.partita.testbed.server;
