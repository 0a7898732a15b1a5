/** What Marathon knows about what runs, what it does about it, and the seams between its parts. */
package io.partita.testbed.marathon.state;
