package io.partita.testbed.view;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.function.Function;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as Mesos writes it: floating point with fifteen digits and at least one decimal, slashes escaped. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** @throws tools.jackson.core.JacksonException if {@code text} is no JSON */
    public static JsonNode read(String text) {
        return MAPPER.readTree(text);
    }

    /** In JSON text, a slash stands in strings only. */
    public static String write(JsonNode json) {
        return MAPPER.writeValueAsString(json).replace("/", "\\/");
    }

    /** A floating-point number. */
    public static JsonNode number(double value) {
        BigDecimal exact = new BigDecimal(value).round(new MathContext(15)).stripTrailingZeros();
        return DecimalNode.valueOf(exact.scale() < 1 ? exact.setScale(1, RoundingMode.UNNECESSARY) : exact);
    }

    /** Puts a floating-point number. */
    public static void put(ObjectNode object, String name, double value) {
        object.set(name, number(value));
    }

    /** Puts a list of what {@code view} makes of {@code items}. */
    public static <T> void list(
            ObjectNode object, String name, Collection<T> items, Function<? super T, JsonNode> view) {
        ArrayNode array = object.putArray(name);
        items.forEach(item -> array.add(view.apply(item)));
    }

    /** As {@link #list}, but nothing if there is none, as protobuf writes repeated fields. */
    public static <T> void some(
            ObjectNode object, String name, Collection<T> items, Function<? super T, JsonNode> view) {
        if (!items.isEmpty()) {
            list(object, name, items, view);
        }
    }

    /** An identifier as protobuf wraps it. */
    public static ObjectNode value(String id) {
        return object().put("value", id);
    }

    /** A point in time as protobuf wraps it. */
    public static ObjectNode nanoseconds(double seconds) {
        return object().put("nanoseconds", Math.round(seconds * 1e9));
    }
}
