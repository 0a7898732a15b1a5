/** Measurements, made on the nodes, that show a fault active or gone. */
package io.partita.nemesis.proof;
