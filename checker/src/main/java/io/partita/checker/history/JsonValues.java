package io.partita.checker.history;

import io.partita.checker.internal.LongList;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values that an event may carry: null, String, Long, Double, Boolean, lists of such, maps from String to such. */
public final class JsonValues {

    private JsonValues() {}

    /**
     * The value that {@code json} stands for.
     *
     * @throws HistoryException if it is not JSON
     */
    public static Object parse(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        JsonCursor cursor = new JsonCursor();
        cursor.reset(bytes, 0, bytes.length);
        Object value = cursor.value();
        cursor.requireEnd();
        return value;
    }

    /**
     * {@code value} in its one form, so that equal values are {@code equals}: whole numbers as Long, fractions as
     * Double, collections unmodifiable.
     *
     * @throws IllegalArgumentException if it can't be written as JSON
     */
    public static Object canonical(Object value) {
        if (value == null || value instanceof Long || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isNaN(number) || Double.isInfinite(number)) {
                throw new IllegalArgumentException("an event can't carry " + number + ": JSON has no such number");
            }
            return number;
        }
        if (value instanceof List<?> list) {
            return canonicalList(list);
        }
        if (value instanceof Map<?, ?> map) {
            return canonicalMap(map);
        }
        throw new IllegalArgumentException(
                "an event can't carry a " + value.getClass().getName()
                        + ": use null, String, Long, Double, Boolean, a List or a Map from String");
    }

    private static List<Object> canonicalList(List<?> list) {
        if (list instanceof LongList numbers) {
            return numbers;
        }
        List<Object> copy = new ArrayList<>(list.size());
        for (Object element : list) {
            copy.add(canonical(element));
        }
        return compact(copy);
    }

    /** {@code elements}, all of them canonical, in the form that takes least room. */
    static List<Object> compact(List<Object> elements) {
        List<Object> numbers = LongList.from(elements);
        return numbers != null ? numbers : Collections.unmodifiableList(elements);
    }

    private static Map<String, Object> canonicalMap(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, element) -> {
            if (!(name instanceof String text)) {
                throw new IllegalArgumentException(
                        "an event can't carry a map with the key " + name + ": not a String");
            }
            copy.put(text, canonical(element));
        });
        return Collections.unmodifiableMap(copy);
    }
}
