package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** The end of a log file, to be put into an error message. */
final class LogTail {

    private static final int LINES = 8;

    private LogTail() {}

    /** A new line and the last lines of {@code log}, indented; empty if there is nothing to show. */
    static String of(Path log) {
        return of(log, line -> true);
    }

    /**
     * As {@link #of(Path)} for a log of LXC, of which only errors are shown: its warnings about control groups that are
     * still busy can be many, and would push the cause out.
     */
    static String ofErrors(Path log) {
        return of(log, line -> line.contains(" ERROR "));
    }

    private static String of(Path log, Predicate<String> worthShowing) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
            List<String> lines = text.lines()
                    .map(LogTail::printable)
                    .filter(line -> !line.isBlank())
                    .filter(worthShowing)
                    .toList();
            if (lines.isEmpty()) {
                return "";
            }
            List<String> last = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "\n    " + String.join("\n    ", last) + "\n  (" + log + ")";
        } catch (IOException e) {
            return "";
        }
    }

    /** What a node wrote must not steer the terminal that shows it. */
    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "");
    }
}
