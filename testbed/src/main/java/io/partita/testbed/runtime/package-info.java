/**
 * What a component gets from the outside world: time and a thread, messages, HTTP, ZooKeeper, a log and an end. Components
 * know these interfaces only, so that a whole cluster runs as it stands on real nodes, or in virtual time in one test.
 */
package io.partita.testbed.runtime;
