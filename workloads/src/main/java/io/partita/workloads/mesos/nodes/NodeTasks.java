package io.partita.workloads.mesos.nodes;

import io.partita.workloads.mesos.nodes.TaskProcess.Kind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The processes of tasks that were found on the nodes at about the same time, node by node in the inventory's order.
 * Immutable.
 *
 * @param nodes what was found on each node, or that it could not be read
 */
public record NodeTasks(Map<String, NodeReading<OnNode>> nodes) {

    /**
     * What was found on one node.
     *
     * @param processes in the order of their numbers
     * @param zombies how many processes of the node, of tasks or not, have ended and were not waited for
     */
    public record OnNode(List<TaskProcess> processes, int zombies) {
        public OnNode {
            processes = List.copyOf(processes);
        }
    }

    public NodeTasks {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /** The tasks that live, by node, each as its main process; nodes that could not be read are missing. */
    public Map<String, List<TaskProcess>> live() {
        return of(Kind.MAIN);
    }

    /** What dead tasks left behind, by node; nodes that could not be read are missing. */
    public Map<String, List<TaskProcess>> strays() {
        return of(Kind.STRAY);
    }

    /** The nodes that could not be read, whose tasks are not known. */
    public Set<String> unreadable() {
        return Readings.unreadable(nodes);
    }

    private Map<String, List<TaskProcess>> of(Kind kind) {
        var result = new LinkedHashMap<String, List<TaskProcess>>();
        nodes.forEach((node, reading) -> reading.value()
                .ifPresent(found -> result.put(
                        node,
                        found.processes().stream()
                                .filter(process -> process.kind() == kind)
                                .toList())));
        return result;
    }

    /** As a value for a history. */
    public Object toJson() {
        return Readings.toJson(
                nodes,
                found -> Map.of(
                        "processes",
                        found.processes().stream().map(TaskProcess::toJson).toList(),
                        "zombies",
                        (long) found.zombies()));
    }

    /**
     * What {@link #toJson} made.
     *
     * @throws IllegalArgumentException if it did not; says where
     */
    public static NodeTasks fromJson(Object json) {
        return new NodeTasks(Readings.fromJson(
                json,
                found -> new OnNode(
                        found.member("processes").elements(0).stream()
                                .map(TaskProcess::fromJson)
                                .toList(),
                        Math.toIntExact(found.member("zombies").number()))));
    }
}
