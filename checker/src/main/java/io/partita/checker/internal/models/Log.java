package io.partita.checker.internal.models;

import io.partita.checker.internal.Values;
import io.partita.checker.model.Model;
import io.partita.checker.model.Operation;
import io.partita.checker.model.Operation.Outcome;
import java.util.LinkedList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A log: {@code append v} answers the offset at which v now stands (null: not known), {@code read} of an offset answers
 * the value there, or null beyond the end. Offsets count from 0 without gaps.
 */
public final class Log implements Model<Log.Entries> {

    /** What the log holds. Logs share their beginnings, so that a long one costs no more than what was appended last. */
    public static final class Entries {

        private static final Entries NONE = new Entries(null, null, 0, 1);
        private static final int SHOWN = 5;

        private final Entries before;
        private final Object last;
        private final long length;
        private final int hash;

        private Entries(Entries before, Object last, long length, int hash) {
            this.before = before;
            this.last = last;
            this.length = length;
            this.hash = hash;
        }

        private Entries with(Object value) {
            return new Entries(this, value, length + 1, 31 * hash + value.hashCode());
        }

        /** Null beyond the end. */
        private Object at(long offset) {
            if (offset >= length) {
                return null;
            }
            Entries entries = this;
            while (entries.length > offset + 1) {
                entries = entries.before;
            }
            return entries.last;
        }

        @Override
        public boolean equals(Object other) {
            if (!(other instanceof Entries that) || hash != that.hash || length != that.length) {
                return false;
            }
            Entries mine = this;
            for (Entries its = that; mine != its; its = its.before) {
                if (!mine.last.equals(its.last)) {
                    return false;
                }
                mine = mine.before;
            }
            return true;
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public String toString() {
            LinkedList<Object> end = new LinkedList<>();
            for (Entries entries = this; entries.length > 0 && end.size() < SHOWN; entries = entries.before) {
                end.addFirst(entries.last);
            }
            return length <= SHOWN ? Values.show(end) : length + " entries that end in " + Values.show(end);
        }
    }

    @Override
    public String name() {
        return "log";
    }

    @Override
    public List<String> functions() {
        return List.of("append", "read");
    }

    @Override
    public Entries initial() {
        return Entries.NONE;
    }

    @Override
    public Entries step(Entries state, Operation op) {
        boolean unknown = op.outcome() != Outcome.OK;
        if (op.f().equals("append")) {
            return unknown || op.output() == null || op.output().equals(state.length) ? state.with(op.input()) : null;
        }
        return unknown || Objects.equals(state.at((Long) op.input()), op.output()) ? state : null;
    }

    @Override
    public String describe(Entries state) {
        return state.toString();
    }

    @Override
    public Optional<String> problemWith(Operation op) {
        if (op.f().equals("read")) {
            return op.input() instanceof Long offset && offset >= 0
                    ? Optional.empty()
                    : Optional.of("read of a log needs an offset from 0, not " + Values.show(op.input()));
        }
        if (op.input() == null) {
            return Optional.of("append needs a value: null would look like the end of the log");
        }
        return op.output() == null || op.output() instanceof Long
                ? Optional.empty()
                : Optional.of("append to a log answers its offset, a whole number, not " + Values.show(op.output()));
    }

    @Override
    public boolean isReadOnly(Operation op) {
        return op.f().equals("read");
    }
}
