package io.partita.checker.internal;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values in words, and their shapes. */
public final class Values {

    private Values() {}

    /** {@code value} for people: strings quoted, lists in brackets, null as {@code nothing}. */
    public static String show(Object value) {
        if (value == null) {
            return "nothing";
        }
        if (value instanceof String text) {
            return '"' + visible(text) + '"';
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Values::show).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + "=" + show(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value.toString();
    }

    /**
     * {@code text} with signs in place of characters that are commands to a terminal or turn the direction of what follows:
     * what a system answered must not be able to change what is said about it.
     */
    public static String visible(String text) {
        if (text.chars().noneMatch(Values::commands)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(text.length() + 16);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\r' -> shown.append("\\r");
                case '\t' -> shown.append("\\t");
                default -> shown.append(commands(c) ? String.format("\\u%04x", (int) c) : String.valueOf(c));
            }
        }
        return shown.toString();
    }

    /** Control characters, and Unicode's marks of direction. */
    private static boolean commands(int c) {
        return Character.isISOControl(c)
                || c == 0x61c
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2066 && c <= 0x2069;
    }

    public static boolean isPair(Object value) {
        return value instanceof List<?> list && list.size() == 2;
    }

    public static Object first(Object pair) {
        return ((List<?>) pair).get(0);
    }

    public static Object second(Object pair) {
        return ((List<?>) pair).get(1);
    }
}
