package io.partita.checker.internal.search;

import io.partita.checker.internal.search.Timeline.Role;

/**
 * How a configuration is packed into longs:
 *
 * <pre>word 0: number of the next return, state
 * available: the open overwriting operations that may still take effect
 * owed:      the open operations that must still take effect (overwriting, changing, reading ones)
 * counts:    crashed operations used, by class</pre>
 *
 * <p>An overwriting operation may be available without being owed: another one took effect while it was open, so it
 * may have happened just before that one, unnoticed. For the other roles owed and available are the same.
 *
 * <p>Configuration a dominates b if both have the same return, the same state and owe the same changing operations,
 * and a owes no overwriting or reading operation that b doesn't, has every overwriting operation available that b has,
 * and used no more crashed operations of any class: whatever b can still do, a can do as well.
 */
final class Layout {

    private final int overwriting;
    private final int firstReadSlot;
    private final int slots;
    private final int bitWords;
    private final CrashClasses crashed;
    /** Bits in which two configurations must agree for one to dominate the other. */
    private final long[] agreeing;
    /** Bits of which more are better. */
    private final long[] wanted;
    /** Bits of owed overwriting operations. */
    private final long[] overwritable;

    Layout(Timeline timeline, CrashClasses crashed) {
        this.overwriting = timeline.slots(Role.OVERWRITES);
        int changing = timeline.slots(Role.CHANGES);
        int reading = timeline.slots(Role.READS);
        this.firstReadSlot = overwriting + changing;
        this.slots = firstReadSlot + reading;
        this.crashed = crashed;
        this.bitWords = words(2 * overwriting + changing + reading);
        this.wanted = bits(0, overwriting);
        this.overwritable = bits(overwriting, 2 * overwriting);
        this.agreeing = bits(2 * overwriting, 2 * overwriting + changing);
    }

    private static int words(int bits) {
        return (bits + Long.SIZE - 1) / Long.SIZE;
    }

    private long[] bits(int from, int to) {
        long[] words = new long[1 + bitWords];
        for (int bit = from; bit < to; bit++) {
            words[1 + (bit >> 6)] |= 1L << bit;
        }
        return words;
    }

    /** Slots from here to before {@link #firstReadSlot} are of operations that change the state without overwriting it. */
    int firstChangeSlot() {
        return overwriting;
    }

    /** Slots from here on are of operations that only read; those before are of the others. */
    int firstReadSlot() {
        return firstReadSlot;
    }

    int slots() {
        return slots;
    }

    /** Longs in all. */
    int width() {
        return 1 + bitWords + crashed.words();
    }

    /** Where the counts begin. */
    int countsAt() {
        return 1 + bitWords;
    }

    boolean owed(long[] configuration, int slot) {
        int bit = overwriting + slot;
        return (configuration[1 + (bit >> 6)] >>> bit & 1) == 1;
    }

    /** Whether the operation in {@code slot} may still take effect. */
    boolean available(long[] configuration, int slot) {
        int bit = slot < overwriting ? slot : overwriting + slot;
        return (configuration[1 + (bit >> 6)] >>> bit & 1) == 1;
    }

    /** Notes that the operation in {@code slot} was invoked. */
    void open(long[] configuration, int slot) {
        int bit = overwriting + slot;
        configuration[1 + (bit >> 6)] |= 1L << bit;
        if (slot < overwriting) {
            configuration[1 + (slot >> 6)] |= 1L << slot;
        }
    }

    /** Notes that the operation in {@code slot} took effect, or never will. */
    void close(long[] configuration, int slot) {
        int bit = overwriting + slot;
        configuration[1 + (bit >> 6)] &= ~(1L << bit);
        if (slot < overwriting) {
            configuration[1 + (slot >> 6)] &= ~(1L << slot);
        }
    }

    /** Notes that an overwriting operation took effect: all other open ones may have been just before it. */
    void overwrite(long[] configuration) {
        for (int i = 1; i <= bitWords; i++) {
            configuration[i] &= ~overwritable[i];
        }
    }

    int owed(long[] configuration) {
        int count = 0;
        for (int i = 1; i <= bitWords; i++) {
            count += Long.bitCount(configuration[i] & ~wanted[i]);
        }
        return count;
    }

    int available(long[] configuration) {
        int count = 0;
        for (int i = 1; i <= bitWords; i++) {
            count += Long.bitCount(configuration[i] & wanted[i]);
        }
        return count;
    }

    /** A hash of what two configurations must have in common for one to dominate the other. */
    int hash(long[] source, int at) {
        long hash = Hashing.mix(source[at]);
        for (int i = 1; i <= bitWords; i++) {
            hash = Hashing.mix(hash + (source[at + i] & agreeing[i]));
        }
        return (int) hash;
    }

    boolean comparable(long[] a, int atA, long[] b, int atB) {
        if (a[atA] != b[atB]) {
            return false;
        }
        for (int i = 1; i <= bitWords; i++) {
            if (((a[atA + i] ^ b[atB + i]) & agreeing[i]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the configuration at {@code atA} dominates the other; asked only of comparable ones. */
    boolean dominates(long[] a, int atA, long[] b, int atB) {
        for (int i = 1; i <= bitWords; i++) {
            if (((a[atA + i] ^ wanted[i]) & ~(b[atB + i] ^ wanted[i])) != 0) {
                return false;
            }
        }
        return crashed.noneAbove(a, atA + countsAt(), b, atB + countsAt());
    }

    static long word0(int returnNumber, int state) {
        return (long) returnNumber << 32 | state;
    }

    static int returnNumber(long word0) {
        return (int) (word0 >>> 32);
    }

    static int state(long word0) {
        return (int) word0;
    }
}
