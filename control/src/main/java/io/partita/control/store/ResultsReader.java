package io.partita.control.store;

import io.partita.checker.CheckResult;
import io.partita.checker.CheckResult.Anomaly;
import io.partita.checker.Verdict;
import io.partita.nemesis.FaultRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Turns the tree of a {@code results.json} into a {@link RunSummary}; every message names the field by its path. */
final class ResultsReader {

    private final String origin;

    ResultsReader(String origin) {
        this.origin = origin;
    }

    RunSummary summary(JsonNode root) {
        if (!root.isObject()) {
            throw wrong("", "an object", root);
        }
        long version = integer(root, "", "schemaVersion");
        if (version != RunSummary.SCHEMA_VERSION) {
            throw new ResultsFormatException(
                    origin + " has schema version " + version + ", this program reads version "
                            + RunSummary.SCHEMA_VERSION
                            + (version > RunSummary.SCHEMA_VERSION ? ": a newer program wrote it" : ""),
                    null);
        }
        return new RunSummary(
                (int) version,
                verdict(root, ""),
                text(root, "", "reason"),
                text(root, "", "startedAt"),
                integer(root, "", "seed"),
                text(root, "", "workload"),
                text(root, "", "nemesis"),
                text(root, "", "system"),
                list(root, "", "nodes", this::text),
                (int) integer(root, "", "concurrency"),
                integer(root, "", "durationMs"),
                map(root, "", "operations", this::integer),
                list(root, "", "faults", this::fault),
                map(root, "", "checkers", this::checker),
                map(root, "", "recovery", this::integer),
                map(root, "", "evidence", this::bool),
                textOrNull(root, "", "report"),
                textOrNull(root, "", "command"));
    }

    private FaultRecord fault(JsonNode node, String path) {
        return new FaultRecord(
                text(node, path, "id"),
                text(node, path, "name"),
                list(node, path, "targets", this::text),
                textOrNull(node, path, "description"),
                integer(node, path, "injectedAtMs"),
                integer(node, path, "activeAtMs"),
                integer(node, path, "healedAtMs"),
                bool(field(node, path, "provenActive"), path + ".provenActive"),
                bool(field(node, path, "provenHealed"), path + ".provenHealed"),
                map(node, path, "activeProof", this::value),
                map(node, path, "healedProof", this::value),
                textOrNull(node, path, "error"));
    }

    private CheckResult checker(JsonNode node, String path) {
        String name = path.substring(path.indexOf('.') + 1);
        return new CheckResult(
                name,
                verdict(node, path),
                text(node, path, "reason"),
                list(node, path, "anomalies", this::anomaly),
                map(node, path, "details", this::value));
    }

    private Anomaly anomaly(JsonNode node, String path) {
        return new Anomaly(
                text(node, path, "headline"),
                value(field(node, path, "key"), path + ".key"),
                integer(node, path, "opIndex"),
                list(node, path, "relatedIndices", this::integer),
                map(node, path, "details", this::value));
    }

    private Verdict verdict(JsonNode node, String path) {
        String label = text(node, path, "verdict");
        return Arrays.stream(Verdict.values())
                .filter(verdict -> verdict.label().equals(label))
                .findFirst()
                .orElseThrow(() -> wrong(
                        join(path, "verdict"),
                        Arrays.stream(Verdict.values()).map(Verdict::label).collect(Collectors.joining(", ")),
                        node.get("verdict")));
    }

    private JsonNode field(JsonNode node, String path, String name) {
        if (!node.isObject()) {
            throw wrong(path, "an object", node);
        }
        JsonNode field = node.get(name);
        if (field == null) {
            throw new ResultsFormatException(origin + ": the field " + join(path, name) + " is missing", null);
        }
        return field;
    }

    private String text(JsonNode node, String path, String name) {
        return text(field(node, path, name), join(path, name));
    }

    private String text(JsonNode node, String path) {
        if (!node.isString()) {
            throw wrong(path, "a string", node);
        }
        return node.stringValue();
    }

    private String textOrNull(JsonNode node, String path, String name) {
        JsonNode field = field(node, path, name);
        return field.isNull() ? null : text(field, join(path, name));
    }

    private long integer(JsonNode node, String path, String name) {
        return integer(field(node, path, name), join(path, name));
    }

    private Long integer(JsonNode node, String path) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw wrong(path, "a whole number of 64 bits", node);
        }
        return node.longValue();
    }

    private Boolean bool(JsonNode node, String path) {
        if (!node.isBoolean()) {
            throw wrong(path, "true or false", node);
        }
        return node.booleanValue();
    }

    private <T> List<T> list(JsonNode node, String path, String name, BiFunction<JsonNode, String, T> element) {
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

    private <T> Map<String, T> map(JsonNode node, String path, String name, BiFunction<JsonNode, String, T> element) {
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
    private Object value(JsonNode node, String path) {
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

    private ResultsFormatException wrong(String path, String expected, JsonNode found) {
        String where = path.isEmpty() ? "the document" : "the field " + path;
        String text = found.toString();
        return new ResultsFormatException(
                origin + ": " + where + " should be " + expected + ", not "
                        + (text.length() > 60 ? text.substring(0, 60) + "…" : text),
                null);
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
