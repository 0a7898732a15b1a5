/**
 * The kinds of fault and the life of one fault.
 *
 * <ul>
 *   <li>{@link io.partita.nemesis.fault.FaultKind}: what can be asked for by name; found through {@code ServiceLoader}
 *   <li>{@link io.partita.nemesis.fault.Fault}: one fault on chosen nodes, in six verbs
 *   <li>{@link io.partita.nemesis.fault.FaultLifecycle}: the order in which the verbs may be said
 *   <li>{@link io.partita.nemesis.fault.Inverse}: what undoes a fault on one node, as commands
 * </ul>
 */
package io.partita.nemesis.fault;
