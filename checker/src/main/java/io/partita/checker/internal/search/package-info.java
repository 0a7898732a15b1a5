/** The search that decides any history of any model, given time. */
package io.partita.checker.internal.search;
