/**
 * The process that runs one task. It outlives its agent, so it must stay small: nothing here uses a library, or any other
 * part of the testbed.
 */
package io.partita.testbed.executor;
