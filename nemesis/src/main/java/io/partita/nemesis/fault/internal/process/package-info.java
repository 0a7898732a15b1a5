/** Processes of the system are killed, stopped, restarted or paused. */
package io.partita.nemesis.fault.internal.process;
