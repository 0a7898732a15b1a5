package io.partita.control.store;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks documents against a JSON Schema, as far as ours uses that language: a word that is not known here is an error, so
 * that no rule is passed over.
 */
final class JsonSchema {

    private static final Set<String> WORDS_ONLY = Set.of("$schema", "$id", "$defs", "title", "description");

    private final JsonNode root;
    private final List<String> problems = new ArrayList<>();

    private JsonSchema(JsonNode root) {
        this.root = root;
    }

    /** What is wrong with {@code document}, each with its place; nothing if it fits {@code schema}. */
    static List<String> problems(String schema, String document) {
        JsonMapper mapper = JsonMapper.shared();
        JsonSchema check = new JsonSchema(mapper.readTree(schema));
        check.check(check.root, mapper.readTree(document), "$");
        return check.problems;
    }

    private void check(JsonNode schema, JsonNode value, String path) {
        for (Map.Entry<String, JsonNode> rule : schema.properties()) {
            JsonNode wanted = rule.getValue();
            switch (rule.getKey()) {
                case "$ref" -> check(definition(wanted.stringValue()), value, path);
                case "const" -> require(value.equals(wanted), path, value, "is not " + wanted);
                case "enum" -> require(contains(wanted, value), path, value, "is none of " + wanted);
                case "type" -> require(hasType(wanted, value), path, value, "is not of type " + wanted);
                case "minimum" ->
                    require(
                            !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) >= 0,
                            path,
                            value,
                            "is less than " + wanted);
                case "maximum" ->
                    require(
                            !value.isNumber() || value.decimalValue().compareTo(wanted.decimalValue()) <= 0,
                            path,
                            value,
                            "is more than " + wanted);
                case "minLength" ->
                    require(
                            !value.isString() || value.stringValue().length() >= wanted.intValue(),
                            path,
                            value,
                            "is short");
                case "pattern" ->
                    require(
                            !value.isString() || value.stringValue().matches(wanted.stringValue()),
                            path,
                            value,
                            "does not match " + wanted);
                case "required" ->
                    wanted.forEach(name -> require(value.has(name.stringValue()), path, value, "lacks " + name));
                case "items" -> elements(wanted, value, path);
                case "properties", "additionalProperties" -> {
                    // Both at once, below: one says what the other leaves.
                }
                default ->
                    require(WORDS_ONLY.contains(rule.getKey()), path, schema, "has an unknown word " + rule.getKey());
            }
        }
        fields(schema, value, path);
    }

    private void fields(JsonNode schema, JsonNode value, String path) {
        if (!value.isObject()) {
            return;
        }
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            JsonNode named = schema.path("properties").get(field.getKey());
            JsonNode others = schema.get("additionalProperties");
            if (named != null) {
                check(named, field.getValue(), path + "." + field.getKey());
            } else if (others != null) {
                check(others, field.getValue(), path + "." + field.getKey());
            }
        }
    }

    private void elements(JsonNode schema, JsonNode array, String path) {
        Iterator<JsonNode> elements =
                array.isArray() ? array.iterator() : List.<JsonNode>of().iterator();
        for (int i = 0; elements.hasNext(); i++) {
            check(schema, elements.next(), path + "[" + i + "]");
        }
    }

    private JsonNode definition(String reference) {
        JsonNode found = root.at(reference.replaceFirst("^#", ""));
        if (!reference.startsWith("#/") || found.isMissingNode()) {
            throw new IllegalArgumentException("the schema has no " + reference);
        }
        return found;
    }

    private static boolean contains(JsonNode list, JsonNode value) {
        for (JsonNode one : list) {
            if (one.equals(value)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasType(JsonNode wanted, JsonNode value) {
        if (wanted.isArray()) {
            for (JsonNode one : wanted) {
                if (hasType(one, value)) {
                    return true;
                }
            }
            return false;
        }
        return switch (wanted.stringValue()) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isString();
            case "boolean" -> value.isBoolean();
            case "integer" -> value.isIntegralNumber();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("the schema names an unknown type " + wanted);
        };
    }

    private void require(boolean holds, String path, JsonNode value, String problem) {
        if (!holds) {
            String text = value.toString();
            problems.add(path + " " + problem + ": " + text.substring(0, Math.min(80, text.length())));
        }
    }
}
