package io.partita.testbed.marathon.app;

import io.partita.testbed.marathon.app.InvalidApp.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of a JSON object, read with their types; whatever is wrong is noted, and read as if it were absent. */
final class Fields {

    private final ObjectNode object;
    private final String path;
    private final Problems problems;

    /** @param path where the object stands, empty for the whole */
    Fields(ObjectNode object, String path, Problems problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
    }

    /** Notes every field whose name is not among {@code known}. */
    void onlyKnow(Set<String> known) {
        object.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(at(name), "is not a field of this object"));
    }

    boolean has(String name) {
        return object.has(name) && !object.get(name).isNull();
    }

    JsonNode raw(String name) {
        return object.get(name);
    }

    String at(String name) {
        return path + "/" + name;
    }

    void problem(String name, String error) {
        problems.add(at(name), error);
    }

    String text(String name, String fallback) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode node = object.get(name);
        if (!node.isString()) {
            problems.wrongType(at(name), "jsstring");
            return fallback;
        }
        return node.stringValue();
    }

    boolean flag(String name, boolean fallback) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode node = object.get(name);
        if (!node.isBoolean()) {
            problems.wrongType(at(name), "jsboolean");
            return fallback;
        }
        return node.booleanValue();
    }

    /** A number that is at least {@code least}. */
    double number(String name, double fallback, double least) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode node = object.get(name);
        // A number that is too great to be kept is infinite, which JSON has no word for.
        if (!node.isNumber() || Double.isInfinite(node.doubleValue())) {
            problems.wrongType(at(name), "jsnumber");
            return fallback;
        }
        if (!(node.doubleValue() >= least)) {
            problems.add(at(name), "must be greater than or equal to " + Json.number(least));
            return fallback;
        }
        return node.doubleValue();
    }

    /** A whole number that is at least {@code least}. */
    int integer(String name, int fallback, int least) {
        if (!has(name)) {
            return fallback;
        }
        JsonNode node = object.get(name);
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            problems.wrongType(at(name), node.isNumber() ? "int" : "jsnumber");
            return fallback;
        }
        if (node.intValue() < least) {
            problems.add(at(name), "must be greater than or equal to " + least);
            return fallback;
        }
        return node.intValue();
    }

    List<String> texts(String name) {
        List<String> result = new ArrayList<>();
        for (JsonNode element : array(name)) {
            if (element.isString()) {
                result.add(element.stringValue());
            } else {
                problems.wrongType(at(name) + "(" + result.size() + ")", "jsstring");
            }
        }
        return result;
    }

    Map<String, String> textByName(String name) {
        Map<String, String> result = new LinkedHashMap<>();
        if (has(name) && object.get(name) instanceof ObjectNode map) {
            map.properties().forEach(entry -> {
                if (entry.getValue().isString()) {
                    result.put(entry.getKey(), entry.getValue().stringValue());
                } else {
                    problems.wrongType(at(name) + "/" + entry.getKey(), "jsstring");
                }
            });
        } else if (has(name)) {
            problems.wrongType(at(name), "jsobject");
        }
        return result;
    }

    /** The object called {@code name}; an empty one if it is absent. */
    Fields object(String name) {
        ObjectNode inner = Json.object();
        if (has(name) && object.get(name) instanceof ObjectNode given) {
            inner = given;
        } else if (has(name)) {
            problems.wrongType(at(name), "jsobject");
        }
        return new Fields(inner, at(name), problems);
    }

    List<Fields> objects(String name) {
        List<Fields> result = new ArrayList<>();
        int index = 0;
        for (JsonNode element : array(name)) {
            String where = at(name) + "(" + index++ + ")";
            if (element instanceof ObjectNode inner) {
                result.add(new Fields(inner, where, problems));
            } else {
                problems.wrongType(where, "jsobject");
            }
        }
        return result;
    }

    /** The elements of an array; none if it is absent. */
    Iterable<JsonNode> array(String name) {
        if (has(name) && !object.get(name).isArray()) {
            problems.wrongType(at(name), "jsarray");
            return List.of();
        }
        return has(name) ? object.get(name) : List.of();
    }
}
