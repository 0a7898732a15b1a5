package io.partita.control.cli;

import io.partita.checker.Verdict;
import io.partita.control.run.Progress;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.IntSupplier;

/**
 * Standard output for results, standard error for progress. A status line is redrawn in place on a terminal, never wider
 * than that, and printed every few seconds elsewhere. Safe for use by several threads.
 */
final class Terminal implements Progress {

    private static final long PLAIN_STATUS_NANOS = 5_000_000_000L;
    private static final String CLEAR_LINE = "\r\u001b[K";
    /** Between these, what is too wide for a terminal that became narrower meanwhile is cut off instead of going on below. */
    private static final String NO_WRAPPING = "\u001b[?7l";

    private static final String WRAPPING = "\u001b[?7h";
    private static final int PLAIN_COLUMNS = 200;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean outColours;
    private final boolean errIsTerminal;
    private final IntSupplier columns;
    private boolean statusWanted = true;
    private boolean statusShown;
    private long lastPlainStatus = System.nanoTime() - PLAIN_STATUS_NANOS;

    /** @param columns how wide the terminal of {@code err} is, if that is one */
    Terminal(PrintStream out, PrintStream err, boolean outColours, boolean errIsTerminal, IntSupplier columns) {
        this.out = out;
        this.err = err;
        this.outColours = outColours;
        this.errIsTerminal = errIsTerminal;
        this.columns = columns;
    }

    /** The process's own streams. */
    static Terminal system() {
        String noColour = System.getenv("NO_COLOR");
        boolean colours = (noColour == null || noColour.isEmpty()) && isTerminal(1);
        boolean moves = isTerminal(2) && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, System.err, colours, moves, new TerminalWidth());
    }

    /** Shows no status from now on: for who reads the result by program. */
    synchronized void withoutStatus() {
        statusWanted = false;
    }

    /** Whether the process's file {@code descriptor} is a terminal. */
    static boolean isTerminal(int descriptor) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** Prints a line of the result. */
    synchronized void result(String text) {
        clearStatus();
        out.println(text);
        out.flush();
    }

    @Override
    public synchronized void line(String text) {
        clearStatus();
        err.println(text);
    }

    @Override
    public synchronized void status(Status status) {
        if (!statusWanted) {
            return;
        }
        if (errIsTerminal) {
            // The last column stays free: a terminal that stands there behaves in one way or another.
            err.print(CLEAR_LINE + NO_WRAPPING + status.fitting(columns.getAsInt() - 1) + WRAPPING);
            err.flush();
            statusShown = true;
        } else if (System.nanoTime() - lastPlainStatus >= PLAIN_STATUS_NANOS) {
            lastPlainStatus = System.nanoTime();
            err.println(status.fitting(PLAIN_COLUMNS));
        }
    }

    /** Whether somebody may be watching the status. */
    boolean isWatched() {
        return errIsTerminal;
    }

    private void clearStatus() {
        if (statusShown) {
            err.print(CLEAR_LINE);
            statusShown = false;
        }
    }

    /** The word for {@code verdict}, in its colour when standard output takes colours. */
    String verdict(Verdict verdict) {
        String word = verdict.label().toUpperCase(Locale.ROOT);
        String colour = switch (verdict) {
            case VALID -> "32";
            case INVALID -> "31";
            case UNKNOWN -> "33";
        };
        return outColours ? "\u001b[1;" + colour + "m" + word + "\u001b[0m" : word;
    }
}
