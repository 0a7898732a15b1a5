/** When which fault begins and ends, as values. */
package io.partita.nemesis.schedule;
