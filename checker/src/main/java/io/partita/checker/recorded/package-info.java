/** Judging a file: what {@code control check} does, for the command line and for others. */
package io.partita.checker.recorded;
