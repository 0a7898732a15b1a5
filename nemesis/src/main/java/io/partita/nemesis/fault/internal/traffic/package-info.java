/** What leaves a node is delayed, lost, doubled, changed or slowed down, by a queue of ours. */
package io.partita.nemesis.fault.internal.traffic;
