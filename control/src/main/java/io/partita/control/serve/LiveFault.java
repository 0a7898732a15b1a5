package io.partita.control.serve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fault of a run that goes on. Immutable.
 *
 * @param nodes the nodes that it struck
 * @param injectedMs when it was begun, in ms since the load began, as all instants here
 * @param activeMs when it was proven active; -1: not yet, or never
 * @param healedMs when it was healed; -1: not yet
 * @param state {@code injecting}, {@code active}, {@code unproven}, {@code healing}, {@code healed} or {@code broken}
 * @param change the number of the change that made it what it is, among all changes of all faults
 */
record LiveFault(
        String id,
        String name,
        String description,
        List<String> nodes,
        long injectedMs,
        long activeMs,
        long healedMs,
        String state,
        long change) {

    LiveFault {
        nodes = List.copyOf(nodes);
    }

    LiveFault active(long atMs, boolean proven, long number) {
        return new LiveFault(
                id,
                name,
                description,
                nodes,
                injectedMs,
                proven ? atMs : -1,
                healedMs,
                proven ? "active" : "unproven",
                number);
    }

    LiveFault healing(long number) {
        return new LiveFault(id, name, description, nodes, injectedMs, activeMs, healedMs, "healing", number);
    }

    LiveFault healed(long atMs, boolean proven, long number) {
        return new LiveFault(
                id, name, description, nodes, injectedMs, activeMs, atMs, proven ? "healed" : "broken", number);
    }

    /** As the page's scripts read it: instants in microseconds. */
    Map<String, Object> tree() {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("id", id);
        tree.put("name", name);
        tree.put("description", description);
        tree.put("targets", nodes);
        tree.put("injected", injectedMs * 1000);
        tree.put("active", activeMs < 0 ? -1 : activeMs * 1000);
        tree.put("healed", healedMs < 0 ? -1 : healedMs * 1000);
        tree.put("state", state);
        return tree;
    }
}
