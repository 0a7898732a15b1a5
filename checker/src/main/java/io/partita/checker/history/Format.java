package io.partita.checker.history;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The ways in which histories are written down. */
public enum Format {
    /** Our own: one JSON object a line, see {@link JournalWriter}. */
    OP_HISTORY("op-history/1"),
    /** Jepsen's {@code history.edn}, or Knossos's: one vector or list of maps. */
    EDN("edn"),
    /** One EDN map a line. */
    EDN_LINES("edn-lines"),
    /** Text lines of Jepsen's runs of 2014: {@code INFO jepsen.util - 4 :invoke :read nil}. */
    JEPSEN_LOG("jepsen-log");

    private final String label;

    Format(String label) {
        this.label = label;
    }

    /** The name on the command line. */
    public String label() {
        return label;
    }

    /**
     * The format with this label; {@code jsonl} is another name of {@link #OP_HISTORY}.
     *
     * @throws IllegalArgumentException if there is none; the message lists them
     */
    public static Format of(String label) {
        if (label.equals("jsonl")) {
            return OP_HISTORY;
        }
        return Arrays.stream(values())
                .filter(format -> format.label.equals(label))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("unknown format \"" + label + "\": expected one of " + labels()));
    }

    /**
     * The format that a file of this name has, told from its ending: {@code .jsonl}, {@code .edn}, {@code .ednl} for EDN
     * lines, {@code .log} for Jepsen's text; {@code .gz} may follow. Empty if the ending says nothing.
     */
    public static Optional<Format> ofName(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return switch (plain.substring(plain.lastIndexOf('.') + 1)) {
            case "jsonl" -> Optional.of(OP_HISTORY);
            case "edn" -> Optional.of(EDN);
            case "ednl" -> Optional.of(EDN_LINES);
            case "log" -> Optional.of(JEPSEN_LOG);
            default -> Optional.empty();
        };
    }

    /** All labels, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(Format::label).collect(Collectors.joining(", "));
    }
}
