/** Counters and samples behind the metrics endpoint. */
package io.partita.testbed.master.metrics;
