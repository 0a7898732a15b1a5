/** The network of a running cluster, switched by hand. */
package io.partita.nemesis.network;
