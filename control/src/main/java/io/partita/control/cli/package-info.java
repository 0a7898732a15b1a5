/**
 * The commands of the program {@code control}: parse, call, print, exit.
 *
 * <p>Entry point: {@link io.partita.control.cli.Main}.
 */
package io.partita.control.cli;
