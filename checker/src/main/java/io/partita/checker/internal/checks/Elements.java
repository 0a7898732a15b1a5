package io.partita.checker.internal.checks;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers for values, from 0 in the order in which they first appear. A whole number costs no object: small ones, which
 * most workloads count up, are looked up in an array where neighbours lie side by side, others in an open-addressed
 * table. Anything else, null included, is kept in a map. Not thread-safe.
 */
final class Elements {

    private static final int EMPTY = 0;

    /** Of each whole number below its length the id plus one. */
    private int[] small = new int[64];
    /** Of every other whole number the id plus one, where {@link #slot} finds it. */
    private int[] table = new int[64];

    private int tabled;
    /** By id the whole number, where {@link #others} does not say otherwise. */
    private long[] numbers = new long[32];

    private final BitSet isOther = new BitSet();
    private final Map<Object, Integer> others = new HashMap<>();
    private final Map<Integer, Object> otherValues = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /** The number of {@code value}, which is new if it has not been seen. */
    int add(Object value) {
        int known = find(value);
        if (known >= 0) {
            return known;
        }
        int id = size++;
        if (value instanceof Long number) {
            addNumber(number, id);
        } else {
            isOther.set(id);
            others.put(value, id);
            otherValues.put(id, value);
        }
        return id;
    }

    /** The number of {@code value}, or -1. */
    int find(Object value) {
        if (value instanceof Long number) {
            return (isSmall(number) ? small[(int) (long) number] : table[slot(number)]) - 1;
        }
        Integer id = others.get(value);
        return id == null ? -1 : id;
    }

    Object value(int id) {
        return isOther.get(id) ? otherValues.get(id) : (Object) numbers[id];
    }

    /** Whether all values are whole numbers. */
    boolean allWhole() {
        return others.isEmpty();
    }

    private void addNumber(long number, int id) {
        if (id >= numbers.length) {
            numbers = Arrays.copyOf(numbers, Math.max(id + 1, numbers.length * 2));
        }
        numbers[id] = number;
        if (number >= small.length && number < 4L * size) {
            growSmall((int) number);
        }
        if (isSmall(number)) {
            small[(int) number] = id + 1;
            return;
        }
        table[slot(number)] = id + 1;
        if (++tabled * 2 > table.length) {
            growTable();
        }
    }

    private boolean isSmall(long number) {
        return number >= 0 && number < small.length;
    }

    private void growSmall(int number) {
        small = Arrays.copyOf(small, Math.max(number + 1, small.length * 2));
        for (int id = 0; id < size; id++) {
            if (!isOther.get(id) && isSmall(numbers[id])) {
                small[(int) numbers[id]] = id + 1;
            }
        }
    }

    private void growTable() {
        table = new int[table.length * 2];
        tabled = 0;
        for (int id = 0; id < size; id++) {
            if (!isOther.get(id) && !isSmall(numbers[id])) {
                table[slot(numbers[id])] = id + 1;
                tabled++;
            }
        }
    }

    private int slot(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) & table.length - 1;
        while (table[slot] != EMPTY && numbers[table[slot] - 1] != number) {
            slot = slot + 1 & table.length - 1;
        }
        return slot;
    }
}
