/** Marathon's core against a pretended master, in virtual time. */
package io.partita.testbed.marathon.orchestration;
