/**
 * Whole nodes lose their power, stand still or get less of the machine that carries them, which does all of this from outside.
 */
package io.partita.nemesis.fault.internal.node;
