/** Which Marathon leads, and what one does that no longer does. */
package io.partita.testbed.marathon.leadership;
