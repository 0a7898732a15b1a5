package io.partita.checker.internal.checks;

import java.util.Arrays;

/** A growing array of numbers, {@link #ABSENT} wherever nothing was set. Not thread-safe. */
final class Ints {

    static final int ABSENT = -1;

    private int[] values = new int[0];

    int get(int index) {
        return index < values.length ? values[index] : ABSENT;
    }

    boolean has(int index) {
        return get(index) != ABSENT;
    }

    void set(int index, int value) {
        if (index >= values.length) {
            int old = values.length;
            values = Arrays.copyOf(values, Math.max(index + 1, Math.max(64, old * 2)));
            Arrays.fill(values, old, values.length, ABSENT);
        }
        values[index] = value;
    }

    void setIfAbsent(int index, int value) {
        if (!has(index)) {
            set(index, value);
        }
    }

    /** Counts from 0; {@link #ABSENT} is 0 here. */
    int increment(int index) {
        int next = count(index) + 1;
        set(index, next);
        return next;
    }

    /** What {@link #increment} has counted. */
    int count(int index) {
        return Math.max(0, get(index));
    }
}
