package io.partita.checker.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * A recorded run: events in the one order that counts. Immutable, safe for use by several threads.
 *
 * <p>Indices are dense: the event at position i has index i.
 */
public final class History implements Iterable<Op> {

    private final List<Op> ops;

    private History(List<Op> ops) {
        this.ops = ops;
    }

    /** The history of these events, re-indexed from 0 in the order given. */
    public static History of(List<Op> ops) {
        Builder builder = builder();
        ops.forEach(builder::add);
        return builder.build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Number of events. */
    public int size() {
        return ops.size();
    }

    /** The event at position {@code index}. */
    public Op op(int index) {
        return ops.get(index);
    }

    @Override
    public Iterator<Op> iterator() {
        return ops.iterator();
    }

    /** Collects events in order. Not thread-safe. */
    public static final class Builder {

        private final List<Op> ops = new ArrayList<>();

        private Builder() {}

        /** Appends an event; its index is replaced by its position. */
        public Builder add(Op op) {
            ops.add(new Op(ops.size(), op.time(), op.process(), op.type(), op.f(), op.key(), op.value(), op.error()));
            return this;
        }

        public History build() {
            return new History(List.copyOf(ops));
        }
    }
}
