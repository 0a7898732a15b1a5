package io.partita.testbed.contract;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/**
 * The shape of JSON: the paths in it with the types at each, and which keys come before which, where the items of a list are
 * merged into one.
 */
final class Shape {

    private final Map<String, Set<String>> types = new TreeMap<>();
    private final Map<String, Set<Pair>> orders = new TreeMap<>();

    /** Two keys in the order in which they came. */
    private record Pair(String first, String second) {
        Pair swapped() {
            return new Pair(second, first);
        }
    }

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

    /** Pairs of keys that are in an order in which they never are in {@code other}, one for each path. */
    Map<String, String> ordersUnlike(Shape other) {
        Map<String, String> unlike = new TreeMap<>();
        orders.forEach((path, pairs) -> {
            Set<Pair> others = other.orders.getOrDefault(path, Set.of());
            pairs.stream()
                    .filter(pair -> others.contains(pair.swapped()) && !others.contains(pair))
                    .map(pair -> pair.first() + " before " + pair.second())
                    .sorted()
                    .findFirst()
                    .ifPresent(pair -> unlike.put(path, pair));
        });
        return unlike;
    }

    private void add(String path, JsonNode json) {
        types.computeIfAbsent(path.isEmpty() ? "/" : path, key -> new TreeSet<>())
                .add(json.getNodeType().name().toLowerCase(Locale.ROOT));
        if (json.isObject()) {
            order(path, List.copyOf(json.propertyNames()));
            json.properties().forEach(entry -> add(path + "/" + escaped(entry.getKey()), entry.getValue()));
        } else if (json.isArray()) {
            json.forEach(item -> add(path + "/[]", item));
        }
    }

    private void order(String path, List<String> keys) {
        Set<Pair> pairs = orders.computeIfAbsent(path.isEmpty() ? "/" : path, key -> new HashSet<>());
        for (int i = 0; i < keys.size(); i++) {
            for (int j = i + 1; j < keys.size(); j++) {
                pairs.add(new Pair(keys.get(i), keys.get(j)));
            }
        }
    }

    /** Keys of metrics have slashes themselves. */
    private static String escaped(String key) {
        return key.replace("/", "~");
    }
}
