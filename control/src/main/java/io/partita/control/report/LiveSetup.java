package io.partita.control.report;

import java.util.List;
import java.util.Map;

/**
 * What is known of a run as soon as its load begins. Immutable.
 *
 * @param path its directory below the results, with {@code /} between names
 * @param workload the workload's name
 * @param nemesis the nemeses as they were asked for
 * @param seed the seed, as text; empty if it is not known
 * @param startedAt the instant the run began, ISO 8601; empty if it is not known
 * @param nodes the nodes' names
 * @param concurrency number of client threads; 0 if it is not known
 */
public record LiveSetup(
        String path,
        String workload,
        String nemesis,
        String seed,
        String startedAt,
        List<String> nodes,
        int concurrency) {

    public LiveSetup {
        nodes = List.copyOf(nodes);
    }

    /** What the run in {@code path} says of itself at the head of its history; {@code meta} may lack anything. */
    public static LiveSetup of(String path, Map<?, ?> meta) {
        return new LiveSetup(
                path,
                text(meta, "workload", path.split("/")[0]),
                text(meta, "nemesis", path.split("/")[1]),
                text(meta, "seed", ""),
                text(meta, "startedAt", ""),
                meta.get("nodes") instanceof List<?> nodes
                        ? nodes.stream().map(String::valueOf).toList()
                        : List.of(),
                meta.get("concurrency") instanceof Number number ? Math.max(0, number.intValue()) : 0);
    }

    private static String text(Map<?, ?> meta, String name, String otherwise) {
        Object value = meta.get(name);
        return value == null ? otherwise : String.valueOf(value);
    }

    /** Whether a client's thread tells which node it asks. */
    boolean byNode() {
        return !MesosSignals.isMesos(workload);
    }
}
