/**
 * Faults: planned as numbered steps, injected, proven from the nodes, always healed.
 *
 * <ul>
 *   <li>{@code fault}: the kinds of fault and their life cycle
 *   <li>{@code target}: which nodes a fault concerns
 *   <li>{@code schedule}: when which fault begins and ends
 *   <li>{@code node}: what is done on a node
 *   <li>{@code ledger}: what must be undone, on disk before it is done
 *   <li>{@code proof}: measurements that show a fault active or gone
 * </ul>
 */
package io.partita.nemesis;
