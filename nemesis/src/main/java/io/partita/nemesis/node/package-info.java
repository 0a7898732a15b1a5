/**
 * What the nemesis does on a node, as POSIX shell scripts: the firewall chain, the dead-man's timer, the sweep.
 *
 * <p>Everything here is ours by name: the chain {@code PARTITA} and the directory {@code /run/partita}. Nothing else on
 * a node is changed.
 */
package io.partita.nemesis.node;
