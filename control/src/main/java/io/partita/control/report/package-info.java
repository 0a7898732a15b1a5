/**
 * The pages that people open: one self-contained HTML file per run, an index over all runs, and a short Markdown
 * summary. They only read a {@link io.partita.control.store.RunSummary} and a
 * {@link io.partita.checker.history.History}; everything that comes from a run is hostile text and is escaped.
 */
package io.partita.control.report;
