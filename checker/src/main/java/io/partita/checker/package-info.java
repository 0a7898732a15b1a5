/**
 * Judging histories. This package is where to begin:
 *
 * <ul>
 *   <li>{@link io.partita.checker.Linearizability} judges a {@code history.History} against a {@code model.Model}
 *   <li>{@link io.partita.checker.Models}, {@link io.partita.checker.Checkers}: what is there by name
 *   <li>{@code history}: events, histories in memory, the journal on disk, other tools' formats
 *   <li>{@code model}: what a sequential specification is, for models of one's own
 *   <li>{@code recorded}: judging a file
 * </ul>
 *
 * <p>Everything below {@code internal} may change at any time: {@code parts} cuts a history into what is judged apart
 * and keeps the budget, {@code monitor} holds the methods that need no search, {@code search} the one that always
 * works, {@code explain} the words for a "no", {@code judge} puts them together; {@code models}, {@code checks}
 * and {@code transactions} are what {@code Models} and {@code Checkers} name.
 */
package io.partita.checker;
