package io.partita.provisioning.system.mesos.release;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the programs of both products were found on a node. Immutable.
 *
 * @param paths absolute paths by the names that the node's script gives them: master, agent, library, libraries, helpers,
 *     webui, marathon; what was not found is left out
 */
record Programs(Map<String, String> paths) {

    Programs {
        paths = Map.copyOf(paths);
    }

    /** Reads lines {@code NAME=PATH}. */
    static Programs parse(String lines) {
        Map<String, String> paths = new LinkedHashMap<>();
        lines.lines().filter(line -> line.contains("=")).forEach(line -> {
            int equals = line.indexOf('=');
            paths.put(line.substring(0, equals), line.substring(equals + 1));
        });
        return new Programs(paths);
    }

    /** What is called {@code name}; empty if it was not found. */
    String path(String name) {
        return paths.getOrDefault(name, "");
    }
}
