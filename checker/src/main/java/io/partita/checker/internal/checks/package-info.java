/** The checkers that {@code io.partita.checker.Checkers} names. */
package io.partita.checker.internal.checks;
