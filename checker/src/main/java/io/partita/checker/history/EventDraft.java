package io.partita.checker.history;

import java.util.List;

/** An event while its fields arrive in any order and by name, as text formats give them. */
final class EventDraft {

    private Long index;
    private Long time;
    private Object process;
    private Object type;
    private Object f;
    private Object key;
    private Object value;
    private Object error;

    /** Sets a field; names that op-history/1 does not know are ignored. */
    void set(String name, Object fieldValue) {
        switch (name) {
            case "index" -> index = whole(name, fieldValue);
            case "time" -> time = whole(name, fieldValue);
            case "process" -> process = fieldValue;
            case "type" -> type = fieldValue;
            case "f" -> f = fieldValue;
            case "key" -> key = fieldValue;
            case "value" -> value = fieldValue;
            case "error" -> error = fieldValue;
            default -> {}
        }
    }

    /** The index that the file gives the event, or null. */
    Long index() {
        return index;
    }

    /**
     * The event.
     *
     * @throws HistoryException if a field is missing or of the wrong kind
     */
    Op toOp(int position) {
        if (!(type instanceof String typeName)) {
            throw new HistoryException(missing("type", type, "one of invoke, ok, fail, info"));
        }
        return new Op(
                position, time == null ? 0 : time, processNumber(), typeOf(typeName), fName(), key, value, text(error));
    }

    private static OpType typeOf(String typeName) {
        try {
            return OpType.of(typeName);
        } catch (IllegalArgumentException e) {
            throw new HistoryException(e.getMessage());
        }
    }

    private int processNumber() {
        if (process instanceof String) {
            return Op.NEMESIS; // Jepsen writes :nemesis where clients have a number
        }
        if (process instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        throw new HistoryException(missing("process", process, "a number"));
    }

    private String fName() {
        if (f instanceof String name) {
            return name;
        }
        if (f == null && process instanceof String) {
            return "remark";
        }
        throw new HistoryException(missing("f", f, "the name of a function"));
    }

    private static String text(Object value) {
        if (value == null || value instanceof String) {
            return (String) value;
        }
        if (value instanceof List<?> list && list.size() == 1) {
            return text(list.get(0));
        }
        return value.toString();
    }

    private static Long whole(String name, Object fieldValue) {
        if (fieldValue == null || fieldValue instanceof Long) {
            return (Long) fieldValue;
        }
        throw new HistoryException(missing(name, fieldValue, "a whole number"));
    }

    private static String missing(String name, Object found, String expected) {
        return found == null
                ? "no \"" + name + "\": expected " + expected
                : "\"" + name + "\" is " + found + ": expected " + expected;
    }
}
