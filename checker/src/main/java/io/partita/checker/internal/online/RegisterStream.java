package io.partita.checker.internal.online;

import io.partita.checker.internal.monitor.ValueNumbers;
import java.util.Arrays;

/**
 * Judges one register, event by event, as long as no value is written twice: the method of
 * {@link io.partita.checker.internal.monitor.UniqueWrites}, which see, without waiting for the end.
 *
 * <p>A value is <em>certain</em> once the write of it must have happened: it was acknowledged, or read, or replaced by a
 * value that is certain. Then its writer stands in a block: that of the value which it replaced, right behind it, or,
 * after a plain write, one of its own. A value becomes certain at the first return of anything that has to do with it or
 * with what replaced it. So the moment at which the next value of a block became certain is the first return of all that
 * stands behind, and a read that begins later, but sees the value before, is too late. Everything else is a matter
 * between blocks: {@link LiveBlocks}. Every event costs O(log n).
 *
 * <p>Writes of unknown outcome need nothing: they are not certain until somebody sees them. Whatever is wrong shows at
 * the return at which no order was legal any more. Not thread-safe.
 */
final class RegisterStream {

    /** Instead of the number of a value: it was written before. */
    static final int AGAIN = -1;

    static final String NEVER_WRITTEN = "nobody had written that value";
    static final String REPLACED_TWICE = "another compare-and-set had replaced the value that it expected";
    static final String CIRCLE = "compare-and-sets replaced each other's values in a circle";
    static final String REPLACED_BEFORE = "that value had been replaced before it began";
    static final String NO_ORDER = "no order of the operations on the register is legal any more";
    static final String FAILED_BUT_SEEN = "it failed, but what it wrote had been seen";

    private static final Object PLAIN = new Object();
    private static final int INITIAL = 0;
    private static final int NONE = -1;
    /** In {@link #since}: not certain, not even asked; looked at just now. */
    private static final int NOT_YET = -2;

    private static final int AT_WORK = -3;
    /** In {@link #written}: that write failed. */
    private static final int FAILED = -2;

    private final ValueNumbers values = new ValueNumbers(4);
    private final LiveBlocks blocks = new LiveBlocks();
    /** By value: the event that invoked its write. */
    private int[] written = new int[4];
    /** By value: what its compare-and-set expected, or {@link #PLAIN}. */
    private Object[] replaces = new Object[4];
    /** By value: since which event it is certain, in which block, and which certain value replaced it. */
    private int[] since = new int[4];

    private int[] block = new int[4];
    private int[] next = new int[4];

    RegisterStream(Object initial) {
        values.add(initial);
        put(INITIAL, NONE, PLAIN);
        since[INITIAL] = NONE;
        block[INITIAL] = blocks.add(NONE, NONE);
    }

    /** A write of {@code value} begins; answers the value's number, or {@link #AGAIN}. */
    int write(Object value, int event) {
        return begin(value, PLAIN, event);
    }

    /** A compare-and-set begins; answers the number of the new value, or {@link #AGAIN}. */
    int compareAndSet(Object expected, Object replacement, int event) {
        return begin(replacement, expected, event);
    }

    private int begin(Object value, Object expected, int event) {
        int number = values.find(value);
        if (number == ValueNumbers.UNKNOWN) {
            number = values.number(value);
        } else if (number == INITIAL || written[number] != FAILED) {
            return AGAIN;
        }
        put(number, event, expected);
        return number;
    }

    private void put(int number, int event, Object expected) {
        if (number == written.length) {
            int more = number * 2;
            written = Arrays.copyOf(written, more);
            replaces = Arrays.copyOf(replaces, more);
            since = Arrays.copyOf(since, more);
            block = Arrays.copyOf(block, more);
            next = Arrays.copyOf(next, more);
        }
        written[number] = event;
        replaces[number] = expected;
        since[number] = NOT_YET;
        next[number] = NONE;
    }

    /** The write of value {@code number} is acknowledged; answers what is wrong, or null. */
    String acknowledged(int number, int event) {
        return makeCertain(number, event);
    }

    /** The write of value {@code number} failed; answers what is wrong, or null. */
    String failed(int number) {
        written[number] = FAILED;
        replaces[number] = null;
        return since[number] == NOT_YET ? null : FAILED_BUT_SEEN;
    }

    /** A read that began at event {@code invoked} answers {@code value}; answers what is wrong, or null. */
    String read(Object value, int invoked, int event) {
        int number = values.find(value);
        if (isUnwritten(number)) {
            return NEVER_WRITTEN;
        }
        String wrong = makeCertain(number, event);
        if (wrong != null) {
            return wrong;
        }
        if (next[number] != NONE && since[next[number]] < invoked) {
            return REPLACED_BEFORE;
        }
        return blocks.extend(block[number], invoked) ? null : NO_ORDER;
    }

    private boolean isUnwritten(int number) {
        return number == ValueNumbers.UNKNOWN || written[number] == FAILED;
    }

    /** Puts the writer of a value in its block, and before it those whose values had to be replaced on the way to it. */
    private String makeCertain(int number, int event) {
        int[] path = new int[1];
        int length = 0;
        int value = number;
        while (since[value] == NOT_YET && replaces[value] != PLAIN) {
            int expected = values.find(replaces[value]);
            if (isUnwritten(expected)) {
                return NEVER_WRITTEN;
            }
            if (next[expected] != NONE) {
                return REPLACED_TWICE;
            }
            since[value] = AT_WORK;
            path = length == path.length ? Arrays.copyOf(path, 2 * length) : path;
            path[length++] = value;
            value = expected;
        }
        if (since[value] == AT_WORK) {
            return CIRCLE;
        }
        if (since[value] == NOT_YET) {
            since[value] = event;
            block[value] = blocks.add(event, written[value]);
        }
        while (length > 0) {
            int replacement = path[--length];
            next[value] = replacement;
            since[replacement] = event;
            replaces[replacement] = null;
            block[replacement] = block[value];
            value = replacement;
            if (!blocks.extend(block[value], written[value])) {
                return NO_ORDER;
            }
        }
        return null;
    }

    /** How many values there are, with the initial one. */
    int size() {
        return values.size();
    }
}
