package io.partita.checker.internal;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * An immutable list of whole numbers that takes eight bytes each, for values such as the answer to a read of a whole
 * set. Equal to every other list of the same Longs, and with the same hash code.
 */
public final class LongList extends AbstractList<Object> implements RandomAccess {

    private final long[] values;
    /** Computed when it is first asked for; a race computes the same number twice. */
    private int hash;

    private LongList(long[] values) {
        this.values = values;
    }

    /** What stands in {@code values} from {@code from} until before {@code to}, copied. */
    public static LongList copyOf(long[] values, int from, int to) {
        return new LongList(Arrays.copyOfRange(values, from, to));
    }

    /** {@code list} in this form, or null if it is empty or holds anything but Longs. */
    public static LongList from(List<?> list) {
        if (list instanceof LongList compact) {
            return compact;
        }
        if (list.isEmpty() || !(list.get(0) instanceof Long)) {
            return null;
        }
        long[] values = new long[list.size()];
        int n = 0;
        for (Object element : list) {
            if (!(element instanceof Long number)) {
                return null;
            }
            values[n++] = number;
        }
        return new LongList(values);
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public Object get(int index) {
        return values[index];
    }

    /** As {@link #get}, without making an object. */
    public long number(int index) {
        return values[index];
    }

    /** The numbers, in a new array. */
    public long[] numbers() {
        return values.clone();
    }

    @Override
    public int indexOf(Object element) {
        if (element instanceof Long number) {
            for (int i = 0; i < values.length; i++) {
                if (values[i] == number) {
                    return i;
                }
            }
        }
        return -1;
    }

    @Override
    public boolean contains(Object element) {
        return indexOf(element) >= 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LongList that ? Arrays.equals(values, that.values) : super.equals(other);
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(values);
        }
        return hash;
    }
}
