/** Marathon: apps are kept running on what Mesos offers, by whichever of several servers leads. */
package io.partita.testbed.marathon;
