package io.partita.nemesis.crash;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a ledger while another process writes it, as text: the last line may be half there.
 *
 * @param file the ledger; may not exist yet
 */
record LedgerWatch(Path file) {

    private static final Pattern EVENT = Pattern.compile("\"event\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*\"(\\w+)\"");
    private static final Pattern TIMER = Pattern.compile("\"timer\"\\s*:\\s*\"([\\w-]+)\"");

    /** One whole line. */
    record Line(String event, String id, String text) {

        /** The name of the timers on the nodes; of an intent. */
        String timer() {
            Matcher timer = TIMER.matcher(text);
            return timer.find() ? timer.group(1) : "";
        }
    }

    List<Line> lines() {
        try {
            String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
            return text.substring(0, text.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> new Line(first(EVENT, line), first(ID, line), line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int count(String event) {
        return (int) lines().stream().filter(line -> line.event().equals(event)).count();
    }

    private static String first(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? matcher.group(1) : "";
    }
}
