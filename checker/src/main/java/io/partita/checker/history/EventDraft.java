package io.partita.checker.history;

import java.util.List;

/**
 * An event while its fields arrive one by one, as files give them. Used again for event after event, so that reading a
 * large file makes no objects but the values themselves.
 */
final class EventDraft {

    static final int INDEX = 1;
    static final int TIME = 1 << 1;
    static final int PROCESS = 1 << 2;
    static final int TYPE = 1 << 3;
    static final int F = 1 << 4;
    static final int KEY = 1 << 5;
    static final int VALUE = 1 << 6;
    static final int ERROR = 1 << 7;
    static final int SCHEDULED = 1 << 8;

    /** Which fields were given. */
    private int given;

    long index;
    long time;
    int process;
    OpType type;
    String f;
    Object key;
    /** Whether the value is a whole number, and {@link #number} holds it. */
    boolean whole;

    long number;
    Object value;
    String error;
    /** For when the operation was meant; only if that was given. */
    long scheduled;

    void clear() {
        given = 0;
        time = 0;
        type = null;
        f = null;
        key = null;
        whole = false;
        value = null;
        error = null;
    }

    /** Remembers that a field was given; false if it had been already. */
    boolean give(int field) {
        boolean first = (given & field) == 0;
        given |= field;
        return first;
    }

    boolean has(int field) {
        return (given & field) != 0;
    }

    void scheduled(long time) {
        give(SCHEDULED);
        scheduled = time;
    }

    /** Sets the value, which must be in the form of {@link JsonValues#canonical}. */
    void value(Object canonical) {
        whole = canonical instanceof Long;
        if (canonical instanceof Long wholeNumber) {
            number = wholeNumber;
        } else {
            value = canonical;
        }
    }

    /** The value, whatever it is. */
    Object value() {
        return whole ? (Object) number : value;
    }

    /**
     * Makes a key and a value of a client's value that is a pair of both, as {@code jepsen.independent} writes it. A
     * completion that failed may have no value.
     *
     * @throws HistoryException if the value is no such pair
     */
    void splitTuple() {
        if (process == Op.NEMESIS || value() == null && (type == OpType.FAIL || type == OpType.INFO)) {
            return;
        }
        if (key != null) {
            throw new HistoryException("the event has a key of its own, so its value can't be a pair [key value]");
        }
        if (!(value instanceof List<?> pair) || pair.size() != 2 || pair.get(0) == null) {
            throw new HistoryException("process " + process + ", " + f + ": the value " + value()
                    + " is no pair [key value], which --keys tuple demands of every operation");
        }
        key = pair.get(0);
        Object rest = pair.get(1);
        value = null;
        value(rest);
    }

    /** Takes over everything that {@code op} says but its index. */
    void take(Op op) {
        clear();
        time = op.time();
        process = op.process();
        type = op.type();
        f = op.f();
        key = JsonValues.canonical(op.key());
        value(JsonValues.canonical(op.value()));
        error = op.error();
    }

    /** @throws HistoryException if a field is missing that every event has */
    void requireWhole() {
        if (type == null) {
            throw new HistoryException("no \"type\": expected one of invoke, ok, fail, info");
        }
        if (!has(PROCESS)) {
            throw new HistoryException("no \"process\": expected a number");
        }
        if (f == null) {
            if (process != Op.NEMESIS) {
                throw new HistoryException("no \"f\": expected the name of a function");
            }
            f = "remark";
        }
    }

    /** The process that a file names in words. */
    static int processNamed(String name) {
        if (name.equals("nemesis")) {
            return Op.NEMESIS; // Jepsen writes :nemesis where clients have a number
        }
        throw new HistoryException("\"process\" is " + name + ": expected a number, or nemesis");
    }

    /** The process with this number. */
    static int processNumbered(long number) {
        if (number != (int) number) {
            throw new HistoryException(
                    "\"process\" is " + number + ": expected a number from 0 to " + Integer.MAX_VALUE);
        }
        return (int) number;
    }

    /** An error, however the file spells it, as text. */
    static String text(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof List<?> list && list.size() == 1) {
            return text(list.get(0));
        }
        return value.toString();
    }

    static HistoryException wrongKind(String name, Object found, String expected) {
        return new HistoryException(
                (found == null ? "no \"" + name + "\"" : "\"" + name + "\" is " + found) + ": expected " + expected);
    }
}
