/**
 * Whether a history is linearizable, and if not, why. {@link io.partita.checker.linearizability.Linearizability} is the
 * entry; {@code Search} is the general method, {@code UniqueWrites} the fast one for registers.
 */
package io.partita.checker.linearizability;
