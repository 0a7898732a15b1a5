/**
 * What differs between runs: figures, tests whether chance explains them, anomalies that came and went. Pure.
 *
 * <p>Entry point: {@link io.partita.control.compare.Comparison}.
 */
package io.partita.control.compare;
