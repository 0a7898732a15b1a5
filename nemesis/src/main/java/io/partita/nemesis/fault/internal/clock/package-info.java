/** Clocks go wrong. */
package io.partita.nemesis.fault.internal.clock;
