/**
 * Judging histories. Entry points: {@link io.partita.checker.Checker} for anything that judges,
 * {@code io.partita.checker.linearizability.Linearizability} for the search.
 *
 * <ul>
 *   <li>{@code history}: events, histories in memory, the journal on disk, other tools' formats
 *   <li>{@code model}: sequential specifications
 *   <li>{@code linearizability}: the search and its explanation of a failure
 *   <li>{@code counter}, {@code performance}: bounds of counters; outcomes, latencies, outages
 *   <li>{@code recorded}: judging a file
 * </ul>
 */
package io.partita.checker;
