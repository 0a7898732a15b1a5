/**
 * The results directory as web pages, and a view of the run that is going on. Reads only.
 *
 * <p>Entry point: {@link io.partita.control.serve.ResultsServer}.
 */
package io.partita.control.serve;
