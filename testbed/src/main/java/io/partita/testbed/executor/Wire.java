package io.partita.testbed.executor;

/**
 * Lines between an agent and its executors: a word and its fields, separated by tabs. Over one TCP connection on loopback,
 * which the executor makes.
 *
 * <p>The executor says {@code register CONTAINER PID} first, then {@code update NUMBER STATE SECONDS MESSAGE} for every
 * update that was not acknowledged, and for new ones; {@code left NUMBER} for processes that its task left behind. The
 * agent says {@code registered}, {@code acknowledge NUMBER}, {@code kill MILLISECONDS} and {@code shutdown}.
 */
public final class Wire {

    public static final String REGISTER = "register";
    public static final String UPDATE = "update";
    public static final String LEFT = "left";
    public static final String REGISTERED = "registered";
    public static final String ACKNOWLEDGE = "acknowledge";
    public static final String KILL = "kill";
    public static final String SHUTDOWN = "shutdown";

    private Wire() {}

    /** The fields as one line, with its end. */
    public static String line(String... fields) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < fields.length; i++) {
            if (i > 0) {
                line.append('\t');
            }
            line.append(fields[i]
                    .replace("\\", "\\\\")
                    .replace("\t", "\\t")
                    .replace("\n", "\\n")
                    .replace("\r", "\\r"));
        }
        return line.append('\n').toString();
    }

    /** The fields of a line without its end. */
    public static String[] fields(String line) {
        String[] fields = line.split("\t", -1);
        for (int i = 0; i < fields.length; i++) {
            if (fields[i].indexOf('\\') >= 0) {
                fields[i] = unescaped(fields[i]);
            }
        }
        return fields;
    }

    private static String unescaped(String field) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < field.length(); i++) {
            char letter = field.charAt(i);
            if (letter == '\\' && i + 1 < field.length()) {
                char next = field.charAt(++i);
                text.append(
                        switch (next) {
                            case 't' -> '\t';
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            default -> next;
                        });
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
