/** The kinds of fault that come with Partita: one package for each thing that is struck, and what they share. */
package io.partita.nemesis.fault.internal;
