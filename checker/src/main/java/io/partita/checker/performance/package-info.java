/** What a run did and how fast: outcomes, latencies, outages. */
package io.partita.checker.performance;
