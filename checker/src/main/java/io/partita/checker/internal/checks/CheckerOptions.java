package io.partita.checker.internal.checks;

import io.partita.checker.Spelling;
import io.partita.checker.history.HistoryException;
import io.partita.checker.history.JsonValues;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What stands behind a checker's name on a command line: {@code :total=100:negative=allowed}. */
final class CheckerOptions {

    /** The option that takes the rest of the text. */
    private static final String PATTERN = "pattern";

    private final String checker;
    private final Map<String, String> values;
    private final Path directory;

    private CheckerOptions(String checker, Map<String, String> values, Path directory) {
        this.checker = checker;
        this.values = values;
        this.directory = directory;
    }

    /** @param known the options there are, as {@code name=VALUE} */
    static CheckerOptions parse(String text, Path directory, Collection<String> known) {
        List<String> names =
                known.stream().map(option -> option.split("=", 2)[0]).toList();
        String checker = text.split(":", 2)[0].strip();
        Map<String, String> values = new LinkedHashMap<>();
        String rest = text.contains(":") ? text.substring(text.indexOf(':') + 1) : "";
        while (!rest.isEmpty()) {
            int end = rest.startsWith(PATTERN + "=") ? -1 : rest.indexOf(':');
            String[] option = (end < 0 ? rest : rest.substring(0, end)).split("=", 2);
            rest = end < 0 ? "" : rest.substring(end + 1);
            if (!names.contains(option[0]) || option.length < 2) {
                throw new IllegalArgumentException(wrong(checker, option[0], names, known));
            }
            values.put(option[0], option[1]);
        }
        return new CheckerOptions(checker, values, directory);
    }

    private static String wrong(String checker, String option, List<String> names, Collection<String> known) {
        if (names.contains(option)) {
            return checker + ": the option " + option + " has no value: write " + option + "=…";
        }
        return checker + " has no option \"" + option + "\""
                + Spelling.closest(option, names)
                        .map(close -> ": did you mean " + close + "?")
                        .orElse("")
                + (known.isEmpty() ? " (it has none)" : " (options: " + String.join(", ", known) + ")");
    }

    Path directory() {
        return directory;
    }

    String text(String name, String usual) {
        return values.getOrDefault(name, usual);
    }

    /** Whether the option is {@code yes}; {@code no} is the default. */
    boolean flag(String name, String yes, String no) {
        String value = values.getOrDefault(name, no);
        if (!value.equals(yes) && !value.equals(no)) {
            throw new IllegalArgumentException(
                    checker + ": " + name + " is " + value + ", expected " + yes + " or " + no);
        }
        return value.equals(yes);
    }

    Long whole(String name, Long usual) {
        String value = values.get(name);
        try {
            return value == null ? usual : (Long) Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(checker + ": " + name + " is " + value + ", expected a whole number", e);
        }
    }

    /** A value as JSON, a bare word being a string; null when it is not given. */
    Object value(String name) {
        String text = values.get(name);
        if (text == null) {
            return null;
        }
        try {
            return JsonValues.parse(text);
        } catch (HistoryException e) {
            return text;
        }
    }

    /** The pattern of an option that must be given. */
    Pattern pattern(String name) {
        if (!values.containsKey(name)) {
            throw new IllegalArgumentException(
                    checker + " needs a pattern: write " + checker + ":" + name + "=panic|assertion");
        }
        return Pattern.compile(values.get(name));
    }
}
