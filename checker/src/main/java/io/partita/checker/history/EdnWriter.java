package io.partita.checker.history;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes events as EDN that Jepsen, Knossos and Porcupine read, and this package reads back as it was. */
final class EdnWriter {

    private static final Pattern KEYWORD = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.?!*+<>=-]*");

    private final JsonBuffer out;

    EdnWriter(JsonBuffer out) {
        this.out = out;
    }

    /** A map as Jepsen prints it: type first, index last. */
    void jepsenEvent(Op op, boolean timed) {
        out.raw("{:type :").raw(op.type().label()).raw(", :f ");
        function(op.f());
        if (op.key() != null) {
            out.raw(", :key ");
            value(op.key());
        }
        out.raw(", :value ");
        eventValue(op);
        out.raw(", :process ");
        process(op);
        rest(op, timed);
        out.raw(", :index ").number(op.index()).raw("}");
    }

    /** A map as in Porcupine's logs of key-value stores: process first, one a line, no index. */
    void lineEvent(Op op, boolean timed) {
        out.raw("{:process ");
        process(op);
        out.raw(", :type :").raw(op.type().label()).raw(", :f ");
        function(op.f());
        if (op.key() != null) {
            out.raw(", :key ");
            value(op.key());
        }
        out.raw(", :value ");
        eventValue(op);
        rest(op, timed);
        out.raw("}\n");
    }

    /** A value of an operation: the functions of micro-operations are keywords, as Elle wants them. */
    void eventValue(Op op) {
        if (op.f().equals("txn")
                && op.value() instanceof List<?> list
                && list.stream().allMatch(EdnWriter::isMicro)) {
            String separator = "[[";
            for (Object micro : list) {
                List<?> fields = (List<?>) micro;
                out.raw(separator).raw(":").raw((String) fields.get(0));
                fields.stream().skip(1).forEach(field -> {
                    out.raw(" ");
                    value(field);
                });
                separator = "] [";
            }
            out.raw(list.isEmpty() ? "[]" : "]]");
        } else {
            value(op.value());
        }
    }

    private static boolean isMicro(Object micro) {
        return micro instanceof List<?> fields
                && !fields.isEmpty()
                && fields.get(0) instanceof String name
                && isKeyword(name);
    }

    void value(Object value) {
        if (value == null) {
            out.raw("nil");
        } else if (value instanceof List<?> list) {
            out.raw("[");
            for (int i = 0; i < list.size(); i++) {
                out.raw(i == 0 ? "" : " ");
                value(list.get(i));
            }
            out.raw("]");
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else {
            out.value(value); // numbers, strings, true and false are the same in JSON
        }
    }

    private void map(Map<?, ?> map) {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.raw(separator);
            function((String) entry.getKey());
            out.raw(" ");
            value(entry.getValue());
            separator = ", ";
        }
        out.raw(map.isEmpty() ? "{}" : "}");
    }

    /** A keyword, or a string if the name can't be one. */
    private void function(String name) {
        if (isKeyword(name)) {
            out.raw(":").raw(name);
        } else {
            out.string(name);
        }
    }

    static boolean isKeyword(String name) {
        return KEYWORD.matcher(name).matches();
    }

    private void process(Op op) {
        if (op.isNemesis()) {
            out.raw(":nemesis");
        } else {
            out.number(op.process());
        }
    }

    private void rest(Op op, boolean timed) {
        if (timed) {
            out.raw(", :time ").number(op.time());
        }
        if (op.error() != null) {
            out.raw(", :error ").string(op.error());
        }
    }
}
