package io.partita.checker.internal.search;

import io.partita.checker.internal.parts.Account;
import io.partita.checker.internal.parts.Resources;
import io.partita.checker.internal.parts.Resources.ExhaustedException;
import java.util.Arrays;

/**
 * The configurations that a search has met, in one flat array, with a hash table over those that could dominate each
 * other. None of them dominates another: a new one that is dominated is refused, one that a new one dominates is
 * dropped, and its place used again. Not thread-safe.
 */
final class Configurations {

    static final int NONE = -1;

    private static final int LARGEST = Integer.MAX_VALUE - 16;
    private static final byte FREE = 0;
    private static final byte WAITING = 1;
    private static final byte TAKEN = 2;
    private static final byte DROPPED = 3;

    private final Account account;
    private final Layout layout;
    private final int width;
    private long[] words;
    private int[] heads = new int[64];
    /** The next in the same bucket, or the next free place. */
    private int[] next = new int[64];

    private byte[] status = new byte[64];
    private int size;
    private int free = NONE;
    private long met;

    Configurations(Layout layout, Account account) throws ExhaustedException {
        this.account = account;
        this.layout = layout;
        this.width = layout.width();
        account.reserve(64L * bytesEach());
        words = new long[64 * width];
        Arrays.fill(heads, NONE);
    }

    private long bytesEach() {
        return (long) width * Long.BYTES + 2 * Integer.BYTES + 1;
    }

    /** Adds {@code configuration} and answers its number, or {@link #NONE} if one here can do as much. */
    int add(long[] configuration) throws ExhaustedException {
        int bucket = layout.hash(configuration, 0) & heads.length - 1;
        int before = NONE;
        int i = heads[bucket];
        while (i != NONE) {
            int following = next[i];
            int at = i * width;
            if (layout.comparable(words, at, configuration, 0)) {
                if (layout.dominates(words, at, configuration, 0)) {
                    return NONE;
                }
                if (layout.dominates(configuration, 0, words, at)) {
                    unlink(bucket, before, following);
                    drop(i);
                    i = following;
                    continue;
                }
            }
            before = i;
            i = following;
        }
        return insert(configuration, bucket);
    }

    private int insert(long[] configuration, int bucketNow) throws ExhaustedException {
        int bucket = bucketNow;
        int place = free;
        if (place == NONE) {
            if (size == heads.length) {
                grow();
                bucket = layout.hash(configuration, 0) & heads.length - 1;
            }
            place = size++;
        } else {
            free = next[place];
        }
        System.arraycopy(configuration, 0, words, place * width, width);
        next[place] = heads[bucket];
        heads[bucket] = place;
        status[place] = WAITING;
        met++;
        return place;
    }

    private void unlink(int bucket, int before, int following) {
        if (before == NONE) {
            heads[bucket] = following;
        } else {
            next[before] = following;
        }
    }

    private void drop(int place) {
        if (status[place] == WAITING) {
            status[place] = DROPPED;
        } else {
            release(place);
        }
    }

    private void release(int place) {
        status[place] = FREE;
        next[place] = free;
        free = place;
    }

    /** Copies the waiting configuration {@code number} to {@code target}; false if it was dropped meanwhile. */
    boolean take(int number, long[] target) {
        if (status[number] == DROPPED) {
            release(number);
            return false;
        }
        status[number] = TAKEN;
        System.arraycopy(words, number * width, target, 0, width);
        return true;
    }

    /** Gives the memory back to the account; what is here stays readable until this is no longer referred to. */
    void release() {
        account.release(heads.length * bytesEach());
    }

    /** How many were added in all. */
    long met() {
        return met;
    }

    /** Places in use, free ones between them included. */
    int places() {
        return size;
    }

    /** Whether there is a configuration at {@code place}. */
    boolean isAt(int place) {
        return status[place] == WAITING || status[place] == TAKEN;
    }

    long word0(int place) {
        return words[place * width];
    }

    private void grow() throws ExhaustedException {
        int capacity = heads.length * 2;
        if ((long) capacity * width > LARGEST) {
            throw new ExhaustedException(Resources.Exhausted.MEMORY);
        }
        account.reserve(capacity * bytesEach());
        words = Arrays.copyOf(words, capacity * width);
        next = Arrays.copyOf(next, capacity);
        status = Arrays.copyOf(status, capacity);
        account.release(heads.length * bytesEach());
        heads = new int[capacity];
        Arrays.fill(heads, NONE);
        for (int i = 0; i < size; i++) {
            if (isAt(i)) {
                int bucket = layout.hash(words, i * width) & capacity - 1;
                next[i] = heads[bucket];
                heads[bucket] = i;
            }
        }
    }
}
