package io.partita.testbed.contract;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** The shape of JSON: the paths in it with the types at each, where the items of a list are merged into one. */
final class Shape {

    private final Map<String, Set<String>> types = new TreeMap<>();

    private Shape() {}

    static Shape of(JsonNode... several) {
        Shape shape = new Shape();
        for (JsonNode json : several) {
            shape.add("", json);
        }
        return shape;
    }

    Map<String, Set<String>> types() {
        return types;
    }

    private void add(String path, JsonNode json) {
        types.computeIfAbsent(path.isEmpty() ? "/" : path, key -> new TreeSet<>())
                .add(json.getNodeType().name().toLowerCase(Locale.ROOT));
        if (json.isObject()) {
            json.properties().forEach(entry -> add(path + "/" + escaped(entry.getKey()), entry.getValue()));
        } else if (json.isArray()) {
            json.forEach(item -> add(path + "/[]", item));
        }
    }

    /** Keys of metrics have slashes themselves. */
    private static String escaped(String key) {
        return key.replace("/", "~");
    }
}
