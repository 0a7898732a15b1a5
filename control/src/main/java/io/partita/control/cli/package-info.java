/**
 * The commands of the program {@code control}: parse, call, print, exit.
 *
 * <p>Entry point: {@link io.partita.control.cli.Program}.
 */
package io.partita.control.cli;
