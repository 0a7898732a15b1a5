package io.partita.testbed.marathon.api;

import io.partita.testbed.marathon.app.InvalidApp;
import io.partita.testbed.marathon.app.Json;
import io.partita.testbed.runtime.HttpService.Request;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request to a resource.
 *
 * @param parts of the path after the resource's own, without the empty ones: {@code /v2/apps//web} has one
 */
record Call(Request request, List<String> parts) {

    /** The parts of the whole path. */
    static List<String> split(String path) {
        return Arrays.stream(path.split("/")).filter(part -> !part.isEmpty()).toList();
    }

    String method() {
        return request.method();
    }

    /** Whether a parameter is there and true. */
    boolean flag(String name) {
        return flag(name, false);
    }

    /** @param absent what it means that it is not there */
    boolean flag(String name, boolean absent) {
        return request.parameter(name).map(Boolean::parseBoolean).orElse(absent);
    }

    List<String> all(String name) {
        return request.query().getOrDefault(name, List.of());
    }

    boolean acceptsPlainText() {
        return request.headers().getOrDefault("accept", "").startsWith("text/plain");
    }

    boolean acceptsJson() {
        return request.headers().getOrDefault("accept", "").contains("json");
    }

    /** @throws JacksonException if the body is no JSON */
    JsonNode json() {
        JsonNode json = Json.parse(request.text());
        if (json.isMissingNode()) {
            throw ApiError.of(400, "Invalid JSON");
        }
        return json;
    }

    /** @throws InvalidApp if the body is no object */
    ObjectNode object() {
        return object(json(), "/");
    }

    static ObjectNode object(JsonNode json, String path) {
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw InvalidApp.of(path, "error.expected.jsobject");
    }
}
