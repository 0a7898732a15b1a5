package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;

/** A map from non-negative longs to ints above {@link #ABSENT}: open addressing, linear probing. Not thread-safe. */
final class LongIntTable {

    static final int ABSENT = Integer.MIN_VALUE;

    private static final long EMPTY = -1;
    private static final int BYTES_PER_PLACE = Long.BYTES + Integer.BYTES;

    private final Account account;
    private long[] keys = new long[16];
    private int[] values = new int[16];
    private int size;

    LongIntTable(Account account) throws ExhaustedException {
        this.account = account;
        account.reserve((long) keys.length * BYTES_PER_PLACE);
        Arrays.fill(keys, EMPTY);
    }

    int get(long key) {
        int place = place(key);
        return keys[place] == key ? values[place] : ABSENT;
    }

    void put(long key, int value) throws ExhaustedException {
        if (2 * size >= keys.length) {
            grow();
        }
        int place = place(key);
        if (keys[place] != key) {
            keys[place] = key;
            size++;
        }
        values[place] = value;
    }

    private int place(long key) {
        int mask = keys.length - 1;
        int place = (int) Hashing.mix(key) & mask;
        while (keys[place] != EMPTY && keys[place] != key) {
            place = place + 1 & mask;
        }
        return place;
    }

    private void grow() throws ExhaustedException {
        long[] oldKeys = keys;
        int[] oldValues = values;
        account.reserve(2L * oldKeys.length * BYTES_PER_PLACE);
        keys = new long[2 * oldKeys.length];
        values = new int[2 * oldKeys.length];
        Arrays.fill(keys, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != EMPTY) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
        account.release((long) oldKeys.length * BYTES_PER_PLACE);
    }
}
