package io.partita.control.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Names and what they mean, side by side. Pure. */
final class TwoColumns {

    private static final int BETWEEN = 2;
    /** On less, a text is left to the terminal, which breaks it anywhere. */
    private static final int LEAST = 20;

    private TwoColumns() {}

    /** The lines of {@code entries}; what a text has beyond {@code columns} goes on below its beginning. */
    static List<String> lines(Map<String, String> entries, int columns) {
        int names = entries.keySet().stream().mapToInt(String::length).max().orElse(0) + BETWEEN;
        int room = columns - names < LEAST ? Integer.MAX_VALUE : columns - names;
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            String head = entry.getKey();
            for (String part : wrapped(entry.getValue(), room)) {
                lines.add((head + " ".repeat(names - head.length()) + part).stripTrailing());
                head = "";
            }
        }
        return lines;
    }

    private static List<String> wrapped(String text, int room) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ")) {
            if (part.length() > 0 && part.length() + 1 + word.length() > room) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.length() == 0 ? "" : " ").append(word);
        }
        parts.add(part.toString());
        return parts;
    }
}
