package io.partita.checker.internal.transactions;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers, from 0, for pairs of key and value that are written. Whole numbers are compared as they are; any other value
 * is numbered first, so that a pair is always two numbers. Open addressing, linear probing. Not thread-safe.
 */
final class WriteTable {

    static final int ABSENT = -1;

    /** Pair numbers, {@link #ABSENT} where free. */
    private int[] places = filled(64);

    /** Key, and in the lowest bit whether the value is a number of {@link #others}. */
    private int[] keys = new int[32];

    private long[] values = new long[32];
    private final Map<Object, Long> others = new HashMap<>();
    private int size;

    int size() {
        return size;
    }

    /** The number of the pair, or {@link #ABSENT}. */
    int find(int key, Object value) {
        boolean whole = value instanceof Long;
        Long other = whole ? (Long) value : others.get(value);
        return other == null ? ABSENT : places[place(tagged(key, whole), other)];
    }

    /** Numbers a pair that is new. */
    int add(int key, Object value) {
        boolean whole = value instanceof Long;
        long number = whole ? (Long) value : others.computeIfAbsent(value, absent -> (long) others.size());
        if (2 * (size + 1) > places.length) {
            grow();
        }
        places[place(tagged(key, whole), number)] = size;
        keys[size] = tagged(key, whole);
        values[size] = number;
        return size++;
    }

    /** Whether the pair with this number has this value; its key is taken for granted. */
    boolean hasValue(int number, Object value) {
        if (value instanceof Long whole) {
            return (keys[number] & 1) == 0 && values[number] == whole;
        }
        Long other = others.get(value);
        return other != null && (keys[number] & 1) == 1 && values[number] == other;
    }

    private static int tagged(int key, boolean whole) {
        return key << 1 | (whole ? 0 : 1);
    }

    private int place(int key, long value) {
        int mask = places.length - 1;
        int place = (int) mix(value * 31 + key) & mask;
        while (places[place] != ABSENT && !(values[places[place]] == value && keys[places[place]] == key)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        places = filled(2 * places.length);
        keys = Arrays.copyOf(keys, places.length / 2);
        values = Arrays.copyOf(values, places.length / 2);
        for (int i = 0; i < size; i++) {
            places[place(keys[i], values[i])] = i;
        }
    }

    /** The finishing step of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014). */
    private static long mix(long bits) {
        long z = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private static int[] filled(int length) {
        int[] places = new int[length];
        Arrays.fill(places, ABSENT);
        return places;
    }
}
