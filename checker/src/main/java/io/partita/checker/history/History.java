package io.partita.checker.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * A recorded run: events in the one order that counts. Immutable, safe for use by several threads.
 *
 * <p>Indices are dense: the event at position i has index i. Every process has at most one operation open, and every
 * {@code ok} and {@code fail} completes one; {@link HistoryBuilder} refuses anything else. An {@code info} event of a
 * process with nothing open, and every event of the nemesis, is part of the history but of no operation.
 *
 * <p>Events lie in columns of primitives (38 bytes an event when values are integers, 46 in an open load), so ten million
 * of them fit where a list of objects would not. {@link #op} makes an object on demand; loops over whole histories use the
 * accessors of single columns.
 */
public final class History implements Iterable<Op> {

    private final Columns columns;
    /** The events of the storage that belong to this history, ascending; null for all. */
    private final int[] positions;
    /** Of every event in the storage its place among those of its own key; null together with {@link #positions}. */
    private final int[] ranks;

    private final int operations;

    History(Columns columns) {
        this(columns, null, null, columns.operations);
    }

    private History(Columns columns, int[] positions, int[] ranks, int operations) {
        this.columns = columns;
        this.positions = positions;
        this.ranks = ranks;
        this.operations = operations;
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
        return positions == null ? columns.size : positions.length;
    }

    /** The event at position {@code index}. */
    public Op op(int index) {
        return new Op(
                index, time(index), process(index), type(index), f(index), key(index), value(index), error(index));
    }

    /** Nanoseconds since the run began. */
    public long time(int index) {
        return columns.time(place(index));
    }

    public int process(int index) {
        return columns.process(place(index));
    }

    public OpType type(int index) {
        return columns.type(place(index));
    }

    public String f(int index) {
        return columns.function(place(index));
    }

    /** The independent key, or null. */
    public Object key(int index) {
        return columns.key(place(index));
    }

    /** Argument or result, or null. */
    public Object value(int index) {
        return columns.value(place(index));
    }

    /** Why the operation ended so, or null. */
    public String error(int index) {
        return columns.error(place(index));
    }

    /** The index of the event that completes the invocation at {@code index}, or -1: none, or not an invocation. */
    public int completionOf(int index) {
        return type(index) == OpType.INVOKE ? partnerOf(index) : -1;
    }

    /** The index of the invocation that the event at {@code index} completes, or -1: none, or an invocation. */
    public int invocationOf(int index) {
        return type(index) == OpType.INVOKE ? -1 : partnerOf(index);
    }

    private int partnerOf(int index) {
        int partner = columns.partner(place(index));
        return partner < 0 || ranks == null ? partner : ranks[partner];
    }

    /** The index that the event at {@code index} has in the whole history of which this is a part: see {@link #byKey}. */
    public int origin(int index) {
        return place(index);
    }

    /**
     * The clients' operations apart by key, keys in the order in which they first appear; operations without a key are
     * found under null. Each is a history of its own that knows where its events came from ({@link #origin}). Events
     * of no operation, such as the nemesis's, belong to none. The histories share this one's storage and add eight
     * bytes an event in all.
     */
    public Map<Object, History> byKey() {
        int highest = -1;
        for (int i = 0; i < size(); i++) {
            highest = Math.max(highest, keyIdOfOperation(i));
        }
        int[] sizes = new int[highest + 1];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            int key = keyIdOfOperation(i);
            if (key >= 0 && sizes[key]++ == 0) {
                order.add(key);
            }
        }
        int[][] members = new int[sizes.length][];
        order.forEach(key -> members[key] = new int[sizes[key]]);
        int[] places = new int[columns.size];
        int[] filled = new int[sizes.length];
        int[] invoked = new int[sizes.length];
        for (int i = 0; i < size(); i++) {
            int key = keyIdOfOperation(i);
            if (key >= 0) {
                places[place(i)] = filled[key];
                members[key][filled[key]++] = place(i);
                invoked[key] += type(i) == OpType.INVOKE ? 1 : 0;
            }
        }
        Map<Object, History> parts = new LinkedHashMap<>();
        order.forEach(
                key -> parts.put(columns.keys.get(key), new History(columns, members[key], places, invoked[key])));
        return parts;
    }

    /** The number of the key of the operation to which the event belongs, or -1: a completion need not name its key. */
    private int keyIdOfOperation(int index) {
        int invocation = type(index) == OpType.INVOKE ? index : invocationOf(index);
        return invocation < 0 || process(index) < 0 ? -1 : columns.keyId(place(invocation));
    }

    /** When the event happened, for people: {@code 12.401 s}, or {@code event 17} in a history without times. */
    public String moment(int index) {
        return !hasTimes() ? "event " + origin(index) : String.format(Locale.ROOT, "%.3f s", time(index) / 1e9);
    }

    /** Whether whoever recorded this history also recorded when events happened. */
    public boolean hasTimes() {
        return columns.size > 0 && columns.time(columns.size - 1) != 0;
    }

    /** Whether whoever recorded this history also recorded for when operations were meant, as an open load does. */
    public boolean hasSchedule() {
        return columns.scheduled;
    }

    /**
     * When the operation that the event at {@code index} invokes was meant to begin, in ns since the run began: at or before
     * its {@link #time}, and then where nothing else was recorded.
     */
    public long scheduled(int index) {
        return time(index) - columns.waited(place(index));
    }

    /**
     * How long the operation took for whoever wanted it, in ns: from the time for which it was meant, not from when a thread
     * was free for it, to its completion at {@code index}. Counted from the invocation, a stall of all threads would seem to
     * hold up no more operations than there are threads (coordinated omission). 0 if the event completes nothing.
     */
    public long latency(int index) {
        int invocation = invocationOf(index);
        return invocation < 0 ? 0 : Math.max(0, time(index) - scheduled(invocation));
    }

    /** How long the operation took from its invocation to its completion at {@code index}, in ns; see {@link #latency}. */
    public long serviceTime(int index) {
        int invocation = invocationOf(index);
        return invocation < 0 ? 0 : Math.max(0, time(index) - time(invocation));
    }

    /** The number of operations that clients invoked. */
    public int operations() {
        return operations;
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

    /** The event's place in the storage. */
    private int place(int index) {
        if (index < 0 || index >= size()) {
            throw new IndexOutOfBoundsException("event " + index + " of " + size());
        }
        return positions == null ? index : positions[index];
    }
}
