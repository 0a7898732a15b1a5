package io.partita.workloads.mesos.api;

import io.partita.checker.history.HistoryException;
import io.partita.checker.history.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code text/event-stream} line by line. For one thread. States: between events; within an event, from its first
 * field to the empty line that ends it. What is cut off within an event is none, as the standard demands (HTML, server-sent
 * events, section 9.2.6).
 */
public final class EventStreamReader {

    private static final String NO_TYPE = "message";

    private String type = "";
    private final StringBuilder data = new StringBuilder();
    private boolean hasData;

    /**
     * Takes one line, without its end, and gives the event that it completes. Data that is no JSON object is given as the
     * field {@code text}.
     */
    public Optional<ServerEvent> line(String line) {
        if (line.isEmpty()) {
            return complete();
        }
        int colon = line.indexOf(':');
        String field = colon < 0 ? line : line.substring(0, colon);
        String value = colon < 0 ? "" : line.substring(colon + 1);
        value = value.startsWith(" ") ? value.substring(1) : value;
        switch (field) {
            case "event" -> type = value;
            case "data" -> {
                data.append(hasData ? "\n" : "").append(value);
                hasData = true;
            }
            // Comments (no name), identities and times to wait say nothing about the cluster.
            default -> {}
        }
        return Optional.empty();
    }

    private Optional<ServerEvent> complete() {
        Optional<ServerEvent> event = hasData
                ? Optional.of(new ServerEvent(type.isEmpty() ? NO_TYPE : type, fields(data.toString())))
                : Optional.empty();
        type = "";
        data.setLength(0);
        hasData = false;
        return event;
    }

    private static Map<String, Object> fields(String text) {
        try {
            if (JsonValues.parse(text) instanceof Map<?, ?> map) {
                Map<String, Object> fields = new LinkedHashMap<>();
                map.forEach((key, value) -> fields.put((String) key, value));
                return fields;
            }
        } catch (HistoryException e) {
            // No JSON, or such that a history cannot hold: then it is what it is.
        }
        return Map.of("text", text);
    }
}
