package io.partita.checker.history;

import java.util.Arrays;

/**
 * The storage of a history: one array per field, with repeated texts and keys held once. Arrays grow one after another
 * by a half, long ones by a quarter, so that growing never needs more than one of them twice, and a history that grows
 * never much more room than one that is whole.
 */
final class Columns {

    static final OpType[] TYPES = OpType.values();

    /** Events from which on room is dearer than the time to grow. */
    private static final int MANY = 1 << 20;

    private static final byte NULL = 0;
    private static final byte LONG = 1;
    private static final byte OBJECT = 2;

    int size;
    int operations;
    long[] times = new long[64];
    int[] processes = new int[64];
    byte[] types = new byte[64];
    int[] functionIds = new int[64];
    int[] keyIds = new int[64];
    int[] errorIds = new int[64];
    /** Of an invocation its completion, of a completion its invocation, else -1. */
    int[] partners = new int[64];

    private byte[] valueKinds = new byte[64];
    /** The value itself when it is an integer; its place in {@link #objects} when it is anything else. */
    private long[] values = new long[64];

    private Object[] objects = new Object[16];
    private int objectCount;

    final Interned<String> functions;
    final Interned<Object> keys;
    final Interned<String> errors;

    Columns() {
        functions = new Interned<>();
        keys = new Interned<>();
        errors = new Interned<>();
    }

    /** Shares whatever is only ever appended to; only partners change behind the end. */
    private Columns(Columns other) {
        size = other.size;
        operations = other.operations;
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
        functions = other.functions.copy();
        keys = other.keys.copy();
        errors = other.errors.copy();
    }

    /** What is there now, for reading only; this may be appended to without changing it. */
    Columns snapshot() {
        resize(size);
        objects = Arrays.copyOf(objects, objectCount);
        return new Columns(this);
    }

    void add(EventDraft event, int partner) {
        if (size == times.length) {
            resize(grown(size));
        }
        times[size] = event.time;
        processes[size] = event.process;
        types[size] = (byte) event.type.ordinal();
        functionIds[size] = functions.id(event.f);
        keyIds[size] = keys.id(event.key);
        errorIds[size] = errors.id(event.error);
        partners[size] = partner;
        if (partner >= 0) {
            partners[partner] = size;
        }
        setValue(event, partner);
        size++;
    }

    Object value(int index) {
        return switch (valueKinds[index]) {
            case NULL -> null;
            case LONG -> values[index];
            default -> objects[(int) values[index]];
        };
    }

    private void setValue(EventDraft event, int partner) {
        if (event.whole) {
            valueKinds[size] = LONG;
            values[size] = event.number;
        } else if (event.value == null) {
            valueKinds[size] = NULL;
        } else {
            valueKinds[size] = OBJECT;
            values[size] = place(event.value, partner);
        }
    }

    /** Where {@code value} stands among the objects; completions often repeat what was invoked, and then share it. */
    private int place(Object value, int partner) {
        if (partner >= 0 && valueKinds[partner] == OBJECT && objects[(int) values[partner]].equals(value)) {
            return (int) values[partner];
        }
        if (objectCount == objects.length) {
            objects = Arrays.copyOf(objects, grown(objectCount));
        }
        objects[objectCount] = value;
        return objectCount++;
    }

    private static int grown(int capacity) {
        int more = capacity < MANY ? capacity >> 1 : capacity >> 2;
        return (int) Math.min(HistoryBuilder.MOST_EVENTS, Math.max(16, (long) capacity + more));
    }

    private void resize(int capacity) {
        if (capacity == times.length) {
            return;
        }
        times = Arrays.copyOf(times, capacity);
        processes = Arrays.copyOf(processes, capacity);
        types = Arrays.copyOf(types, capacity);
        functionIds = Arrays.copyOf(functionIds, capacity);
        keyIds = Arrays.copyOf(keyIds, capacity);
        errorIds = Arrays.copyOf(errorIds, capacity);
        partners = Arrays.copyOf(partners, capacity);
        valueKinds = Arrays.copyOf(valueKinds, capacity);
        values = Arrays.copyOf(values, capacity);
    }
}
