/** Which nodes a fault concerns, and between which of them the network is cut. Pure values and functions. */
package io.partita.nemesis.target;
