/** Counters: bounds that need no search. */
package io.partita.checker.counter;
