package io.partita.control.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields of a JSON document of ours. A field that is missing or of another type is a
 * {@link ResultsFormatException}, whose message names the document and the field by its path.
 */
public abstract class JsonFields {

    private final String origin;

    /** @param origin where the document comes from, for messages */
    protected JsonFields(String origin) {
        this.origin = origin;
    }

    /** The document's {@code schemaVersion}, which must be {@code known}. */
    protected final long version(JsonNode root, int known) {
        if (!root.isObject()) {
            throw wrong("", "an object", root);
        }
        long version = integer(root, "", "schemaVersion");
        requireVersion(origin, version, known);
        return version;
    }

    /** @throws ResultsFormatException if the document {@code origin} is not of the version that is known */
    static void requireVersion(String origin, long version, int known) {
        if (version != known) {
            throw new ResultsFormatException(
                    origin + " has schema version " + version + ", this program reads version " + known
                            + (version > known ? ": a newer program wrote it" : ""),
                    null);
        }
    }

    /** What is wrong with a document that has the right fields. */
    protected final ResultsFormatException wrong(String what, Throwable cause) {
        return new ResultsFormatException(origin + ": " + what, cause);
    }

    protected final JsonNode field(JsonNode node, String path, String name) {
        if (!node.isObject()) {
            throw wrong(path, "an object", node);
        }
        JsonNode field = node.get(name);
        if (field == null) {
            throw new ResultsFormatException(origin + ": the field " + join(path, name) + " is missing", null);
        }
        return field;
    }

    protected final String text(JsonNode node, String path, String name) {
        return text(field(node, path, name), join(path, name));
    }

    protected final String text(JsonNode node, String path) {
        if (!node.isString()) {
            throw wrong(path, "a string", node);
        }
        return node.stringValue();
    }

    protected final String textOrNull(JsonNode node, String path, String name) {
        JsonNode field = field(node, path, name);
        return field.isNull() ? null : text(field, join(path, name));
    }

    protected final long integer(JsonNode node, String path, String name) {
        return integer(field(node, path, name), join(path, name));
    }

    protected final Long integer(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(path, "a whole number of 64 bits", node);
        }
        return node.longValue();
    }

    protected final Boolean bool(JsonNode node, String path) {
        if (!node.isBoolean()) {
            throw wrong(path, "true or false", node);
        }
        return node.booleanValue();
    }

    protected final <T> List<T> list(JsonNode node, String path, String name, BiFunction<JsonNode, String, T> element) {
        JsonNode array = field(node, path, name);
        if (!array.isArray()) {
            throw wrong(join(path, name), "an array", array);
        }
        List<T> list = new ArrayList<>();
        for (JsonNode item : array) {
            list.add(element.apply(item, join(path, name) + "[" + list.size() + "]"));
        }
        return list;
    }

    protected final <T> Map<String, T> map(
            JsonNode node, String path, String name, BiFunction<JsonNode, String, T> element) {
        JsonNode object = field(node, path, name);
        if (!object.isObject()) {
            throw wrong(join(path, name), "an object", object);
        }
        Map<String, T> map = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> map.put(
                        entry.getKey(), element.apply(entry.getValue(), join(join(path, name), entry.getKey()))));
        return map;
    }

    /** A JSON value as the plain Java value that histories use: integers as Long, other numbers as Double. */
    protected final Object value(JsonNode node, String path) {
        if (node.isNull()) {
            return null;
        } else if (node.isString()) {
            return node.stringValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        } else if (node.isNumber()) {
            return node.doubleValue();
        } else if (node.isArray()) {
            List<Object> list = new ArrayList<>();
            node.forEach(item -> list.add(value(item, path)));
            return list;
        }
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue(), path)));
        return map;
    }

    protected final ResultsFormatException wrong(String path, String expected, JsonNode found) {
        String where = path.isEmpty() ? "the document" : "the field " + path;
        String text = found.toString();
        return new ResultsFormatException(
                origin + ": " + where + " should be " + expected + ", not "
                        + (text.length() > 60 ? text.substring(0, 60) + "…" : text),
                null);
    }

    protected static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
