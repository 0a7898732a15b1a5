package io.partita.checker.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A command line: {@code --name value} in any order, and everything else. */
final class Arguments {

    private final Map<String, String> options = new LinkedHashMap<>();
    private final List<String> rest = new ArrayList<>();

    /**
     * Reads {@code words}.
     *
     * @throws IllegalArgumentException if an option is not among {@code known}, or lacks its value
     */
    Arguments(List<String> words, Set<String> known) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                rest.add(word);
            } else if (!known.contains(word.substring(2))) {
                throw new IllegalArgumentException(
                        "unknown option " + word + ", expected one of --" + String.join(", --", known));
            } else if (i + 1 == words.size()) {
                throw new IllegalArgumentException(word + " needs a value");
            } else {
                options.put(word.substring(2), words.get(++i));
            }
        }
    }

    List<String> rest() {
        return List.copyOf(rest);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    String get(String name, String usual) {
        return options.getOrDefault(name, usual);
    }

    /** The values of a list with commas. */
    <T> List<T> list(String name, String usual, Function<String, T> meaning) {
        return Arrays.stream(get(name, usual).split(",")).map(meaning).toList();
    }

    /** A time such as {@code 20s} or {@code 500ms}. */
    Duration duration(String name, String usual) {
        String text = get(name, usual);
        if (text.matches("\\d+ms")) {
            return Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)));
        }
        if (text.matches("\\d+s")) {
            return Duration.ofSeconds(Long.parseLong(text.substring(0, text.length() - 1)));
        }
        throw new IllegalArgumentException("--" + name + " is " + text + ": expected a time such as 20s or 500ms");
    }

    /** A whole number, which may end in k or m for thousands or millions. */
    static int number(String text) {
        String digits = text.replaceAll("[km]$", "");
        if (!digits.matches("\\d{1,9}")) {
            throw new IllegalArgumentException(text + ": expected a whole number such as 500, 10k or 1m");
        }
        int unit = text.endsWith("k") ? 1_000 : text.endsWith("m") ? 1_000_000 : 1;
        return Math.multiplyExact(Integer.parseInt(digits), unit);
    }
}
