package io.partita.testbed.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells in what an answer differs from a recorded one: status, names of headers and their order, values of headers as far as they say neither
 * when nor which nor how many, and the shape and order of JSON. What is said of a problem, and what is no JSON, has to be the same.
 */
public final class Comparison {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final Pattern IDENTIFIER = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final Pattern PORT = Pattern.compile("\\b\\d{4,5}\\b");
    private static final Set<String> MEASURES = Set.of("Date", "Content-Length");

    private Comparison() {}

    /** All differences. */
    static List<Difference> of(Answer recorded, Answer ours) {
        List<Difference> found = new ArrayList<>();
        compare("status", recorded.status() + " " + recorded.reason(), ours.status() + " " + ours.reason(), found);
        for (String name : union(recorded.headers().keySet(), ours.headers().keySet())) {
            compare("header " + name, value(recorded, name), value(ours, name), found);
        }
        if (!common(recorded, ours).equals(common(ours, recorded))) {
            found.add(new Difference("headers", Difference.ORDER));
        }
        found.addAll(ofBodies(recorded, ours));
        return found;
    }

    /** Differences between what is in the answers. */
    static List<Difference> ofBodies(Answer recorded, Answer ours) {
        boolean problem = recorded.status() >= 400;
        if (isJson(recorded) && isJson(ours) && !problem) {
            return ofJson(read(recorded.body()), read(ours.body()));
        }
        List<Difference> found = new ArrayList<>();
        compare("body", neutral(recorded.body()), neutral(ours.body()), found);
        return found;
    }

    /** Differences in shape. */
    public static List<Difference> ofJson(JsonNode recorded, JsonNode ours) {
        return ofShapes(Shape.of(recorded), Shape.of(ours));
    }

    /** What is missing or extra within something that is so itself is not told. */
    static List<Difference> ofShapes(Shape recorded, Shape ours) {
        List<Difference> found = new ArrayList<>();
        for (String path : union(recorded.types().keySet(), ours.types().keySet())) {
            String above = path.substring(0, path.lastIndexOf('/'));
            if (above.isEmpty()
                    || recorded.types().containsKey(above) && ours.types().containsKey(above)) {
                compare(path, text(recorded, path), text(ours, path), found);
            }
        }
        ours.ordersUnlike(recorded).forEach((path, pair) -> found.add(new Difference(path, pair)));
        return found;
    }

    static JsonNode read(String json) {
        return MAPPER.readTree(json);
    }

    private static void compare(String place, String recorded, String ours, List<Difference> found) {
        if (recorded == null) {
            found.add(new Difference(place, Difference.EXTRA));
        } else if (ours == null) {
            found.add(new Difference(place, Difference.MISSING));
        } else if (!recorded.equals(ours)) {
            found.add(Difference.instead(place, ours, recorded));
        }
    }

    private static String neutral(String body) {
        return PORT.matcher(IDENTIFIER.matcher(body.strip()).replaceAll("ID")).replaceAll("PORT");
    }

    private static String value(Answer answer, String name) {
        String value = answer.headers().get(name);
        if (value == null || MEASURES.contains(name)) {
            return value == null ? null : "";
        }
        return IDENTIFIER.matcher(value).replaceAll("ID");
    }

    private static String text(Shape shape, String path) {
        Set<String> types = shape.types().get(path);
        return types == null ? null : String.join(" or ", types);
    }

    private static boolean isJson(Answer answer) {
        return answer.headers().getOrDefault("Content-Type", "").startsWith("application/json");
    }

    /** Names of headers, in the order of {@code one}, that both have. */
    private static List<String> common(Answer one, Answer other) {
        return one.headers().keySet().stream()
                .filter(other.headers()::containsKey)
                .toList();
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }
}
