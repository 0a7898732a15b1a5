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
            return '"' + text + '"';
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
