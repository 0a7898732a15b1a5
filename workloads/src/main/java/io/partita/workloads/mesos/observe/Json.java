package io.partita.workloads.mesos.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads and makes the JSON values of a history. Lenient: a history is a file that anybody may have written, so what is
 * absent or of another kind has a default, and never makes a judgement crash.
 */
public final class Json {

    private Json() {}

    /** {@code value} as an object; empty if it is none. */
    @SuppressWarnings("unchecked") // keys of a history's objects are strings
    public static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The object at {@code key}. */
    public static Map<String, Object> object(Map<String, Object> from, String key) {
        return object(from.get(key));
    }

    /** {@code value} as a list; empty if it is none. */
    @SuppressWarnings("unchecked") // any list is a list of objects to a reader
    public static List<Object> list(Object value) {
        return value instanceof List<?> list ? (List<Object>) list : List.of();
    }

    /** The text at {@code key}, or {@code null}. */
    public static String text(Map<String, Object> from, String key) {
        return from.get(key) instanceof String text ? text : null;
    }

    /** The text at {@code key}, if there is one. */
    public static Optional<String> optional(Map<String, Object> from, String key) {
        return Optional.ofNullable(text(from, key));
    }

    /** The whole number at {@code key}, or 0. */
    public static long number(Map<String, Object> from, String key) {
        return from.get(key) instanceof Number number ? number.longValue() : 0;
    }

    /** Whether {@code true} stands at {@code key}. */
    public static boolean flag(Map<String, Object> from, String key) {
        return Boolean.TRUE.equals(from.get(key));
    }

    /** An object in the making that keeps the order of its keys and leaves out what is null. */
    public static final class Maker {

        private final Map<String, Object> made = new LinkedHashMap<>();

        /** Adds {@code key} unless {@code value} is null. */
        public Maker put(String key, Object value) {
            if (value != null) {
                made.put(key, value instanceof Integer number ? Long.valueOf(number) : value);
            }
            return this;
        }

        /** Adds {@code key} if {@code value} is true. */
        public Maker flag(String key, boolean value) {
            return value ? put(key, true) : this;
        }

        public Map<String, Object> make() {
            return made;
        }
    }
}
