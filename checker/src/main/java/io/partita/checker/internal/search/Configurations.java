package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;

/**
 * The configurations that a search has met, in one flat array with a hash table over it. A configuration is
 *
 * <pre>word 0: number of the next return, state | slots linearized … | crashed operations used, by class …</pre>
 *
 * Of two that differ only in the crashed operations used, the one that used no more of any class can do whatever the
 * other can, so a configuration that is dominated by one already met counts as met. Not thread-safe.
 */
final class Configurations {

    private static final int NONE = -1;
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final Account account;
    private final CrashClasses crashed;
    private final int width;
    private final int countsAt;
    private long[] words;
    private int[] heads = new int[64];
    private int[] next = new int[64];
    private int size;

    /** @param slotWords longs for the set of slots */
    Configurations(int slotWords, CrashClasses crashed, Account account) throws ExhaustedException {
        this.account = account;
        this.crashed = crashed;
        this.countsAt = 1 + slotWords;
        this.width = countsAt + crashed.words();
        account.reserve(64L * (width * Long.BYTES + 2 * Integer.BYTES));
        words = new long[64 * width];
        Arrays.fill(heads, NONE);
    }

    /** Adds {@code configuration}; false if it, or one that can do as much, is already here. */
    boolean add(long[] configuration) throws ExhaustedException {
        int bucket = hash(configuration, 0) & heads.length - 1;
        for (int i = heads[bucket]; i != NONE; i = next[i]) {
            int at = i * width;
            if (Arrays.equals(words, at, at + countsAt, configuration, 0, countsAt)
                    && crashed.noneAbove(words, at + countsAt, configuration, countsAt)) {
                return false;
            }
        }
        if (size == heads.length) {
            grow();
            bucket = hash(configuration, 0) & heads.length - 1;
        }
        System.arraycopy(configuration, 0, words, size * width, width);
        next[size] = heads[bucket];
        heads[bucket] = size++;
        return true;
    }

    int size() {
        return size;
    }

    long word(int configuration, int word) {
        return words[configuration * width + word];
    }

    private int hash(long[] source, int at) {
        long hash = 0;
        for (int i = 0; i < countsAt; i++) {
            hash = Hashing.mix(hash + source[at + i] + i);
        }
        return (int) hash;
    }

    private void grow() throws ExhaustedException {
        int capacity = heads.length * 2;
        if ((long) capacity * width > LARGEST) {
            throw new ExhaustedException(Resources.Exhausted.MEMORY);
        }
        long bytesEach = (long) width * Long.BYTES + 2 * Integer.BYTES;
        account.reserve(capacity * bytesEach);
        words = Arrays.copyOf(words, capacity * width);
        next = Arrays.copyOf(next, capacity);
        account.release(heads.length * bytesEach);
        heads = new int[capacity];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < size; i++) {
            int bucket = hash(words, i * width) & capacity - 1;
            next[i] = heads[bucket];
            heads[bucket] = i;
        }
    }
}
