/** The machine that carries nodes, and what it can do to them from outside: power, standstill, limits. */
package io.partita.provisioning.host;
