package io.partita.checker.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The storage of a history: one array per field, grown together, with repeated texts and keys held once. */
final class Columns {

    static final OpType[] TYPES = OpType.values();

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

    private final List<Object> objects;
    final Interned<String> functions;
    final Interned<Object> keys;
    final Interned<String> errors;

    Columns() {
        objects = new ArrayList<>();
        functions = new Interned<>();
        keys = new Interned<>();
        errors = new Interned<>();
    }

    private Columns(Columns other) {
        size = other.size;
        operations = other.operations;
        times = other.times;
        processes = other.processes;
        types = other.types;
        functionIds = other.functionIds;
        keyIds = other.keyIds;
        errorIds = other.errorIds;
        partners = other.partners;
        valueKinds = other.valueKinds;
        values = other.values;
        objects = List.copyOf(other.objects);
        functions = other.functions.copy();
        keys = other.keys.copy();
        errors = other.errors.copy();
        resize(size);
    }

    /** An independent copy without spare room. */
    Columns trimmedCopy() {
        return new Columns(this);
    }

    void add(Op op) {
        if (size == times.length) {
            resize(size + (size >> 1));
        }
        times[size] = op.time();
        processes[size] = op.process();
        types[size] = (byte) op.type().ordinal();
        functionIds[size] = functions.id(op.f());
        keyIds[size] = keys.id(JsonValues.canonical(op.key()));
        errorIds[size] = errors.id(op.error());
        partners[size] = -1;
        setValue(JsonValues.canonical(op.value()));
        size++;
    }

    Object value(int index) {
        return switch (valueKinds[index]) {
            case NULL -> null;
            case LONG -> values[index];
            default -> objects.get((int) values[index]);
        };
    }

    private void setValue(Object value) {
        if (value == null) {
            valueKinds[size] = NULL;
        } else if (value instanceof Long number) {
            valueKinds[size] = LONG;
            values[size] = number;
        } else {
            valueKinds[size] = OBJECT;
            values[size] = objects.size();
            objects.add(value);
        }
    }

    private void resize(int capacity) {
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
