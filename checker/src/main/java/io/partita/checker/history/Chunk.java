package io.partita.checker.history;

import java.util.Arrays;

/**
 * Some consecutive events of a history, one array per field. The first events of a history lie in arrays that grow; when
 * they are {@link #FULL}, the next have arrays of their own, so that a history never copies more than one chunk.
 */
final class Chunk {

    static final int BITS = 15;

    /**
     * As many events as a chunk ever holds. Its longest array is then a quarter of a megabyte, which the garbage collector
     * still moves and does not give regions of its own.
     */
    static final int FULL = 1 << BITS;

    static final int MASK = FULL - 1;

    private static final int FEW = 64;
    private static final byte NULL = 0;
    private static final byte LONG = 1;
    private static final byte OBJECT = 2;

    long[] times;
    int[] processes;
    byte[] types;
    int[] functionIds;
    int[] keyIds;
    int[] errorIds;
    /** Of an invocation the place of its completion, of a completion that of its invocation, else -1. */
    int[] partners;

    private byte[] valueKinds;
    /** The value itself when it is an integer; its place in {@link #objects} when it is anything else. */
    private long[] values;

    private Object[] objects = new Object[0];
    private int objectCount;

    /** By how much invocations came later than they were meant to; null while none did. */
    private long[] waits;

    /** @param room for how many events, without growing */
    private Chunk(int room) {
        times = new long[room];
        processes = new int[room];
        types = new byte[room];
        functionIds = new int[room];
        keyIds = new int[room];
        errorIds = new int[room];
        partners = new int[room];
        valueKinds = new byte[room];
        values = new long[room];
    }

    /** Shares whatever is only ever appended to; only partners change behind the end. */
    private Chunk(Chunk other) {
        times = other.times;
        processes = other.processes;
        types = other.types;
        functionIds = other.functionIds;
        keyIds = other.keyIds;
        errorIds = other.errorIds;
        partners = other.partners.clone();
        valueKinds = other.valueKinds;
        values = other.values;
        objects = other.objects;
        objectCount = other.objectCount;
        waits = other.waits;
    }

    /** Grows. */
    static Chunk first() {
        return new Chunk(FEW);
    }

    /** Has its whole room at once. */
    static Chunk whole() {
        return new Chunk(FULL);
    }

    /** What is there now, for reading only; this may be appended to without changing it. */
    Chunk snapshot() {
        return new Chunk(this);
    }

    int room() {
        return times.length;
    }

    /** Makes room for more events; not beyond {@link #FULL}. */
    void grow() {
        resize(Math.min(FULL, Math.max(FEW, room() + (room() >> 1))));
    }

    /** Gives back the room that is not taken by {@code size} events. */
    void trim(int size) {
        if (size < room()) {
            resize(size);
        }
        objects = Arrays.copyOf(objects, objectCount);
    }

    private void resize(int room) {
        times = Arrays.copyOf(times, room);
        processes = Arrays.copyOf(processes, room);
        types = Arrays.copyOf(types, room);
        functionIds = Arrays.copyOf(functionIds, room);
        keyIds = Arrays.copyOf(keyIds, room);
        errorIds = Arrays.copyOf(errorIds, room);
        partners = Arrays.copyOf(partners, room);
        valueKinds = Arrays.copyOf(valueKinds, room);
        values = Arrays.copyOf(values, room);
        waits = waits == null ? null : Arrays.copyOf(waits, room);
    }

    Object value(int at) {
        return switch (valueKinds[at]) {
            case NULL -> null;
            case LONG -> values[at];
            default -> objects[(int) values[at]];
        };
    }

    /** Sets the value, which completions often repeat from their invocation: then they share it. */
    void setValue(int at, EventDraft event, Chunk partners, int partner) {
        if (event.whole) {
            valueKinds[at] = LONG;
            values[at] = event.number;
        } else if (event.value == null) {
            valueKinds[at] = NULL;
        } else {
            boolean repeats = partners != null
                    && partners.valueKinds[partner] == OBJECT
                    && partners.value(partner).equals(event.value);
            valueKinds[at] = OBJECT;
            values[at] = repeats && partners == this
                    ? values[partner]
                    : put(repeats ? partners.value(partner) : event.value);
        }
    }

    private int put(Object value) {
        if (objectCount == objects.length) {
            objects = Arrays.copyOf(objects, Math.max(16, objectCount + (objectCount >> 1)));
        }
        objects[objectCount] = value;
        return objectCount++;
    }

    /** By how much the event came later than it was meant to, in ns; 0 unless that was set. */
    long waited(int at) {
        return waits == null ? 0 : waits[at];
    }

    void setWaited(int at, long nanos) {
        if (nanos > 0) {
            if (waits == null) {
                waits = new long[room()];
            }
            waits[at] = nanos;
        }
    }
}
