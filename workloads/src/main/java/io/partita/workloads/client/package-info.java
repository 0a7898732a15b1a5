/** What a workload's client is asked and answers. */
package io.partita.workloads.client;
