package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.AppDefaults;
import io.partita.testbed.marathon.app.AppDefinition;
import io.partita.testbed.marathon.app.AppId;
import io.partita.testbed.marathon.app.AppJson;
import io.partita.testbed.marathon.app.AppReader;
import io.partita.testbed.marathon.app.InvalidApp;
import io.partita.testbed.marathon.app.Json;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Makes app definitions of what clients send. Pure. */
final class AppPatch {

    /** Fields of which a new value puts out another field, that says the same in another way. */
    private static final Map<String, String> RIVALS = Map.of(
            "cmd", "args",
            "args", "cmd",
            "ports", "portDefinitions",
            "portDefinitions", "ports");

    private AppPatch() {}

    /** The app that {@code json} describes in full, without versions. */
    static AppDefinition whole(ObjectNode json, AppDefaults defaults) {
        ObjectNode own = json.deepCopy();
        own.remove(Set.of("version", "versionInfo"));
        return AppReader.read(own, defaults);
    }

    /** {@code before} with the fields in {@code json}; null resets a field to its default. */
    static AppDefinition merge(AppDefinition before, ObjectNode json, AppDefaults defaults) {
        ObjectNode merged = AppJson.write(before);
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getValue().isNull()) {
                merged.remove(field.getKey());
                continue;
            }
            String rival = RIVALS.get(field.getKey());
            if (rival != null && !json.hasNonNull(rival)) {
                merged.remove(rival);
            }
            merged.set(field.getKey(), field.getValue());
        }
        return whole(merged, defaults);
    }

    /** The older version that an app shall go back to, if that is all that {@code json} says. */
    static Optional<String> oldVersion(ObjectNode json) {
        boolean only = json.propertyNames().stream().allMatch(name -> name.equals("version") || name.equals("id"));
        return only && json.hasNonNull("version")
                ? Optional.of(json.get("version").asString())
                : Optional.empty();
    }

    /** {@code json} with the id that the path names. */
    static ObjectNode named(ObjectNode json, String id) {
        ObjectNode named = Json.object();
        named.put("id", id);
        named.setAll(json);
        if (json.hasNonNull("id") && json.get("id").isString()) {
            if (!AppId.canonical(json.get("id").stringValue()).equals(id)) {
                throw InvalidApp.of("/id", "must be " + id + ", as in the path");
            }
            named.put("id", id);
        }
        return named;
    }
}
