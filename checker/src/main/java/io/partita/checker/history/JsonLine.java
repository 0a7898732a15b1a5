package io.partita.checker.history;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Parses one line of JSON at a time. Not thread-safe. */
final class JsonLine {

    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonLine() {}

    /**
     * The object on the line, its members in order.
     *
     * @throws HistoryException if the bytes are anything but one JSON object
     */
    static Map<String, Object> parse(byte[] bytes, int start, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), bytes, start, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new HistoryException("not a JSON object");
            }
            Map<String, Object> object = object(parser);
            if (parser.nextToken() != null) {
                throw new HistoryException("more than one JSON value on the line");
            }
            return object;
        } catch (JacksonException e) {
            throw new HistoryException("not valid JSON: "
                    + e.getOriginalMessage().lines().findFirst().orElse(""));
        }
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, value(parser)) != null) {
                throw new HistoryException("\"" + name + "\" stands twice");
            }
        }
        return Collections.unmodifiableMap(members);
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case START_ARRAY -> array(parser);
            case START_OBJECT -> object(parser);
            default -> throw new HistoryException("unexpected " + parser.currentToken());
        };
    }

    private static Object integer(JsonParser parser) {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            BigInteger number = parser.getBigIntegerValue();
            throw new HistoryException("the number " + number + " does not fit in 64 bits: write it as a string");
        }
        return parser.getLongValue();
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(parser));
        }
        return Collections.unmodifiableList(elements);
    }
}
