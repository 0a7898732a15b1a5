package io.partita.provisioning.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log file, to be put into an error message. */
final class LogTail {

    private static final int LINES = 8;

    private LogTail() {}

    /** A new line and the last lines of {@code log}, indented; empty if there is nothing to show. */
    static String of(Path log) {
        try {
            String text = new String(Files.readAllBytes(log), StandardCharsets.UTF_8).strip();
            if (text.isEmpty()) {
                return "";
            }
            List<String> lines = text.lines().map(LogTail::printable).toList();
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
