/** Methods that decide particular kinds of histories without a search. */
package io.partita.checker.internal.monitor;
