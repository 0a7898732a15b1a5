package io.partita.workloads.mesos.api;

import io.partita.checker.history.JsonValues;
import java.util.Map;
import java.util.Objects;

/**
 * One event of Marathon's event stream. Immutable.
 *
 * @param type such as {@code status_update_event}
 * @param data its fields, JSON values as a history takes them
 */
public record ServerEvent(String type, Map<String, Object> data) {

    public ServerEvent {
        Objects.requireNonNull(type, "type is null");
        @SuppressWarnings("unchecked")
        Map<String, Object> canonical = (Map<String, Object>) JsonValues.canonical(data);
        data = canonical;
    }
}
