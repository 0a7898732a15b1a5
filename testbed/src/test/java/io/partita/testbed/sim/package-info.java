/** A whole cluster in one thread and in virtual time: components as they are, over a network that tests cut and heal. */
package io.partita.testbed.sim;
