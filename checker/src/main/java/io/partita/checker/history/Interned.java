package io.partita.checker.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for values that repeat. Null has the number 0. */
final class Interned<T> {

    private final Map<T, Integer> ids;
    private final List<T> values;

    Interned() {
        ids = new HashMap<>();
        values = new ArrayList<>();
        values.add(null);
    }

    private Interned(List<T> values) {
        this.ids = Map.of();
        this.values = new ArrayList<>(values);
    }

    /** A copy for reading only. */
    Interned<T> copy() {
        return new Interned<>(values);
    }

    int id(T value) {
        if (value == null) {
            return 0;
        }
        Integer known = ids.get(value);
        if (known != null) {
            return known;
        }
        values.add(value);
        ids.put(value, values.size() - 1);
        return values.size() - 1;
    }

    T get(int id) {
        return values.get(id);
    }
}
