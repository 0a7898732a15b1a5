/** Whether a system does what it owes in time: obligations with deadlines, faults that suspend them, and how long it took. */
package io.partita.checker.liveness;
