/**
 * The files of a run and their formats.
 *
 * <p>Entry points: {@link io.partita.control.store.RunDirectory}, {@link io.partita.control.store.RunSummary}.
 */
package io.partita.control.store;
