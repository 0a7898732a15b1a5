package io.partita.checker.history;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Numbers for values that repeat. Null has the number 0. */
final class Interned<T> {

    private static final int FEW = 8;

    private final Map<T, Integer> ids;
    /** Only ever appended to, so that a copy may share it. */
    private Object[] values;

    private int size = 1;

    Interned() {
        ids = new HashMap<>();
        values = new Object[8];
    }

    private Interned(Interned<T> other) {
        ids = Map.of();
        values = other.values;
        size = other.size;
    }

    /** A copy for reading only. */
    Interned<T> copy() {
        return new Interned<>(this);
    }

    int id(T value) {
        if (value == null) {
            return 0;
        }
        // Parsers give the same object for the same text, and most histories have few functions.
        for (int id = Math.min(size, FEW) - 1; id > 0; id--) {
            if (values[id] == value) {
                return id;
            }
        }
        Integer known = ids.get(value);
        if (known == null) {
            known = size;
            if (size == values.length) {
                values = Arrays.copyOf(values, size + (size >> 1));
            }
            values[size++] = value;
            ids.put(value, known);
        }
        return known;
    }

    @SuppressWarnings("unchecked") // only values of T are ever put in
    T get(int id) {
        return (T) values[id];
    }
}
