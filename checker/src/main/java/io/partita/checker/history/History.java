package io.partita.checker.history;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;

/**
 * A recorded run: events in the one order that counts. Immutable, safe for use by several threads.
 *
 * <p>Indices are dense: the event at position i has index i. Every process has at most one operation open, and every
 * {@code ok} and {@code fail} completes one; {@link HistoryBuilder} refuses anything else. An {@code info} event of a
 * process with nothing open, and every event of the nemesis, is part of the history but of no operation.
 *
 * <p>Events lie in columns of primitives (36 bytes an event when values are integers), so ten million of them fit
 * where a list of objects would not. {@link #op} makes an object on demand; loops over whole histories use the
 * accessors of single columns.
 */
public final class History implements Iterable<Op> {

    private final Columns columns;

    History(Columns columns) {
        this.columns = columns;
    }

    /**
     * The history of these events, re-indexed from 0 in the order given.
     *
     * @throws HistoryException if they break a rule of histories
     */
    public static History of(List<Op> ops) {
        HistoryBuilder builder = builder();
        ops.forEach(builder::add);
        return builder.build();
    }

    public static HistoryBuilder builder() {
        return new HistoryBuilder();
    }

    /** Number of events. */
    public int size() {
        return columns.size;
    }

    /** The event at position {@code index}. */
    public Op op(int index) {
        return new Op(
                index, time(index), process(index), type(index), f(index), key(index), value(index), error(index));
    }

    /** Nanoseconds since the run began. */
    public long time(int index) {
        return columns.times[check(index)];
    }

    public int process(int index) {
        return columns.processes[check(index)];
    }

    public OpType type(int index) {
        return Columns.TYPES[columns.types[check(index)]];
    }

    public String f(int index) {
        return columns.functions.get(columns.functionIds[check(index)]);
    }

    /** The independent key, or null. */
    public Object key(int index) {
        return columns.keys.get(columns.keyIds[check(index)]);
    }

    /** Argument or result, or null. */
    public Object value(int index) {
        return columns.value(check(index));
    }

    /** Why the operation ended so, or null. */
    public String error(int index) {
        return columns.errors.get(columns.errorIds[check(index)]);
    }

    /** The index of the event that completes the invocation at {@code index}, or -1: none, or not an invocation. */
    public int completionOf(int index) {
        return type(index) == OpType.INVOKE ? columns.partners[index] : -1;
    }

    /** The index of the invocation that the event at {@code index} completes, or -1: none, or an invocation. */
    public int invocationOf(int index) {
        return type(index) == OpType.INVOKE ? -1 : columns.partners[index];
    }

    /** When the event happened, for people: {@code 12.401 s}, or {@code event 17} in a history without times. */
    public String moment(int index) {
        long last = size() == 0 ? 0 : time(size() - 1);
        return last == 0 ? "event " + index : String.format(Locale.ROOT, "%.3f s", time(index) / 1e9);
    }

    /** The number of operations that clients invoked. */
    public int operations() {
        return columns.operations;
    }

    /** Whether any client's operation ended as ok. */
    public boolean anySucceeded() {
        for (int i = 0; i < size(); i++) {
            if (type(i) == OpType.OK && invocationOf(i) >= 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Iterator<Op> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < size();
            }

            @Override
            public Op next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return op(next++);
            }
        };
    }

    private int check(int index) {
        if (index < 0 || index >= columns.size) {
            throw new IndexOutOfBoundsException("event " + index + " of " + columns.size);
        }
        return index;
    }
}
