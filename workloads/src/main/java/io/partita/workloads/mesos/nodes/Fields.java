package io.partita.workloads.mesos.nodes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A value of a history, asked for what it should be. If it is not, an {@link IllegalArgumentException} says where. */
final class Fields {

    private final String where;
    private final Object json;

    private Fields(String where, Object json) {
        this.where = where;
        this.json = json;
    }

    static Fields of(String where, Object json) {
        return new Fields(where, json);
    }

    /** What this is about, for messages. */
    String where() {
        return where;
    }

    /** The members of an object, by name. */
    Map<String, Object> members() {
        var result = new LinkedHashMap<String, Object>();
        object().forEach((name, value) -> result.put(String.valueOf(name), value));
        return result;
    }

    /** The member called {@code name} of an object. */
    Fields member(String name) {
        return new Fields(where + "." + name, object().get(name));
    }

    /** The elements of a list, at least {@code least}. */
    List<Fields> elements(int least) {
        List<?> list = as(List.class, "a list");
        if (list.size() < least) {
            throw new IllegalArgumentException(where + ": at least " + least + " values expected, but it is " + json);
        }
        var result = new ArrayList<Fields>(list.size());
        for (Object element : list) {
            result.add(new Fields(where + "[" + result.size() + "]", element));
        }
        return result;
    }

    String string() {
        return as(String.class, "a string");
    }

    long number() {
        return as(Long.class, "a whole number");
    }

    boolean isNull() {
        return json == null;
    }

    /** One of the constants of {@code type}, as {@link #name} writes it. */
    <E extends Enum<E>> E constant(Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (name(constant).equals(json)) {
                return constant;
            }
        }
        throw new IllegalArgumentException(where + ": one of " + List.of(type.getEnumConstants())
                + " in small letters expected, but it is " + json);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private Map<?, ?> object() {
        return as(Map.class, "an object");
    }

    private <V> V as(Class<V> type, String what) {
        if (!type.isInstance(json)) {
            throw new IllegalArgumentException(
                    where + ": " + what + " expected, but it is " + (json == null ? "missing" : json));
        }
        return type.cast(json);
    }
}
