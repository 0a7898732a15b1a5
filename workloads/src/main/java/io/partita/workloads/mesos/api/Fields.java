package io.partita.workloads.mesos.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value and where in the answer it stands, so that whatever is missing is named by its place. A key whose value
 * is null is as good as absent; unknown keys do not matter. Immutable as long as the JSON is.
 */
final class Fields {

    /** Something that is needed is missing, or is of another kind. */
    static final class WrongShapeException extends Exception {
        private static final long serialVersionUID = 1L;

        WrongShapeException(String what) {
            super(what);
        }
    }

    /** Makes a value of JSON. */
    @FunctionalInterface
    interface Shape<T> {
        T read(Fields json) throws WrongShapeException;
    }

    private final JsonNode node;
    private final String place;

    private Fields(JsonNode node, String place) {
        this.node = node;
        this.place = place;
    }

    static Fields of(JsonNode node) {
        return new Fields(node, "");
    }

    JsonNode node() {
        return node;
    }

    boolean has(String key) {
        return node.isObject() && node.has(key) && !node.get(key).isNull();
    }

    /** The first of these spellings that is there; the first of all if none is. */
    String spelling(String... keys) {
        for (String key : keys) {
            if (has(key)) {
                return key;
            }
        }
        return keys[0];
    }

    String text(String key) throws WrongShapeException {
        return at(key).asText();
    }

    String text(String key, String otherwise) throws WrongShapeException {
        return has(key) ? text(key) : otherwise;
    }

    int whole(String key) throws WrongShapeException {
        Fields value = at(key);
        // Releases differ in whether a count is written 3 or 3.0.
        double number = value.asNumber();
        if (number != (int) number) {
            throw value.isNo("whole number");
        }
        return (int) number;
    }

    int whole(String key, int otherwise) throws WrongShapeException {
        return has(key) ? whole(key) : otherwise;
    }

    long wholeLong(String key) throws WrongShapeException {
        Fields value = at(key);
        if (!value.node.isIntegralNumber() || !value.node.canConvertToLong()) {
            throw value.isNo("whole number");
        }
        return value.node.asLong();
    }

    double number(String key) throws WrongShapeException {
        return at(key).asNumber();
    }

    /** The number, or {@code null} if there is none. */
    Double numberOrNull(String key) throws WrongShapeException {
        return has(key) ? Double.valueOf(number(key)) : null;
    }

    boolean flag(String key, boolean otherwise) throws WrongShapeException {
        if (!has(key)) {
            return otherwise;
        }
        Fields value = at(key);
        if (!value.node.isBoolean()) {
            throw value.isNo("boolean");
        }
        return value.node.asBoolean();
    }

    Fields object(String key) throws WrongShapeException {
        Fields value = at(key);
        value.requireObject();
        return value;
    }

    /** The object, or an empty one if there is none. */
    Fields objectOrEmpty(String key) throws WrongShapeException {
        return has(key) ? object(key) : new Fields(Body.MAPPER.createObjectNode(), place(key));
    }

    <T> List<T> list(String key, Shape<T> shape) throws WrongShapeException {
        return at(key).elements(shape);
    }

    /** The list, or an empty one if there is none. */
    <T> List<T> listOrEmpty(String key, Shape<T> shape) throws WrongShapeException {
        return has(key) ? list(key, shape) : List.of();
    }

    /** What this list holds. */
    <T> List<T> elements(Shape<T> shape) throws WrongShapeException {
        if (!node.isArray()) {
            throw isNo("list");
        }
        List<T> all = new ArrayList<>(node.size());
        for (int index = 0; index < node.size(); index++) {
            all.add(shape.read(new Fields(node.get(index), place + "[" + index + "]")));
        }
        return List.copyOf(all);
    }

    /** What this object holds, in order. */
    <T> Map<String, T> entries(Shape<T> shape) throws WrongShapeException {
        requireObject();
        Map<String, T> all = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            all.put(entry.getKey(), shape.read(new Fields(entry.getValue(), place(entry.getKey()))));
        }
        return all;
    }

    /** This text itself. */
    String asText() throws WrongShapeException {
        if (!node.isString()) {
            throw isNo("text");
        }
        return node.stringValue();
    }

    /** This number itself. */
    double asNumber() throws WrongShapeException {
        if (!node.isNumber()) {
            throw isNo("number");
        }
        return node.asDouble();
    }

    /** This text itself, or the JSON of what is none. */
    String asTextOrJson() {
        return node.isString() ? node.stringValue() : node.toString();
    }

    void requireObject() throws WrongShapeException {
        if (!node.isObject()) {
            throw isNo("object");
        }
    }

    private Fields at(String key) throws WrongShapeException {
        requireObject();
        if (!has(key)) {
            throw new WrongShapeException(place(key) + " is missing");
        }
        return new Fields(node.get(key), place(key));
    }

    private String place(String key) {
        return place.isEmpty() ? key : place + "." + key;
    }

    private WrongShapeException isNo(String kind) {
        return new WrongShapeException((place.isEmpty() ? "the answer" : place) + " is no " + kind);
    }
}
