package io.partita.provisioning.system;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a leader says of the machines of its cluster. Immutable.
 *
 * @param leader who says it; empty if nobody leads or answers, and then so is all else
 * @param draining the nodes whose machines are to go
 * @param down those that are gone
 * @param active those whose servers are registered and active, each with the name of its machine
 */
public record MaintenanceState(String leader, List<String> draining, List<String> down, Map<String, String> active) {

    public MaintenanceState {
        Objects.requireNonNull(leader, "leader is null");
        draining = List.copyOf(draining);
        down = List.copyOf(down);
        active = Collections.unmodifiableMap(new LinkedHashMap<>(active));
    }
}
