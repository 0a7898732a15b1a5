/** The stream of events that clients listen to. */
package io.partita.testbed.marathon.events;
