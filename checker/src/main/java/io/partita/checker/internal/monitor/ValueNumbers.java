package io.partita.checker.internal.monitor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Numbers values from 0 in the order in which they first appear. Whole numbers, which most histories are made of, lie
 * in an open table of primitives; everything else, null too, in a map. Not thread-safe.
 */
public final class ValueNumbers {

    public static final int UNKNOWN = -1;

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /** Whole numbers that follow each other mostly come together: so many of them stay neighbours, for the cache. */
    private static final int NEIGHBOURS = 16;

    private final Map<Object, Integer> others = new HashMap<>();
    private long[] keys;
    private int[] numbers;
    private int longs;
    private int size;

    /** Room for {@code expected} values; more may come. */
    public ValueNumbers(int expected) {
        allocate(Math.max(16, Integer.highestOneBit(Math.max(1, expected)) << 2));
    }

    public int size() {
        return size;
    }

    /** Gives {@code value} the next number; false if it has one already. */
    public boolean add(Object value) {
        int before = size;
        return number(value) == before;
    }

    /** The number of {@code value}, a new one if it has none. */
    public int number(Object value) {
        if (!(value instanceof Long key)) {
            Integer known = others.putIfAbsent(value, size);
            return known != null ? known : size++;
        }
        int place = placeOf(key);
        if (numbers[place] != UNKNOWN) {
            return numbers[place];
        }
        keys[place] = key;
        numbers[place] = size;
        if (++longs > keys.length / 2) {
            grow();
        }
        return size++;
    }

    /** The number of {@code value}, or {@link #UNKNOWN}. */
    public int find(Object value) {
        return value instanceof Long key ? numbers[placeOf(key)] : others.getOrDefault(value, UNKNOWN);
    }

    private int placeOf(long key) {
        int mask = keys.length - 1;
        long neighbourhood = (key / NEIGHBOURS * GOLDEN >>> 32) * NEIGHBOURS;
        int place = (int) (neighbourhood + (key & NEIGHBOURS - 1)) & mask;
        while (numbers[place] != UNKNOWN && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        allocate(oldKeys.length * 2);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != UNKNOWN) {
                int place = placeOf(oldKeys[i]);
                keys[place] = oldKeys[i];
                numbers[place] = oldNumbers[i];
            }
        }
    }

    private void allocate(int places) {
        keys = new long[places];
        numbers = new int[places];
        Arrays.fill(numbers, UNKNOWN);
    }
}
