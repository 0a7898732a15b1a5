/**
 * Judges transactions by their dependencies: what {@code Checkers.listAppend} and {@code Checkers.readWriteRegister}
 * name. {@link io.partita.checker.internal.transactions.TransactionChecker} is where to begin.
 */
package io.partita.checker.internal.transactions;
