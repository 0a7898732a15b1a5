package io.partita.control.cli;

import java.util.Optional;
import java.util.function.IntSupplier;

/** How many columns the terminal has. Asked anew every few seconds, because people change their windows. */
final class TerminalWidth implements IntSupplier {

    private static final int USUAL = 80;
    private static final long FRESH_NANOS = 3_000_000_000L;

    private int columns = USUAL;
    private long askedAt = System.nanoTime() - FRESH_NANOS;

    @Override
    public synchronized int getAsInt() {
        if (System.nanoTime() - askedAt >= FRESH_NANOS) {
            columns = Stty.run("size").flatMap(TerminalWidth::parse).orElse(columns);
            askedAt = System.nanoTime();
        }
        return columns;
    }

    /** The columns in what {@code stty size} says, such as {@code 24 80}; a terminal that does not know says 0. */
    static Optional<Integer> parse(String size) {
        try {
            int columns = Integer.parseInt(size.substring(size.indexOf(' ') + 1));
            return columns > 0 ? Optional.of(columns) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
