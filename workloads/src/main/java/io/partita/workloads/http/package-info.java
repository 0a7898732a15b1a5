/** One HTTP request and what became of it, told apart as finely as a history needs it. */
package io.partita.workloads.http;
