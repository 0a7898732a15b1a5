package io.partita.workloads.mesos.nodes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What all tasks wrote about themselves, node by node in the inventory's order. Immutable.
 *
 * @param nodes what was read on each node, or that it could not be read
 */
public record TaskLedger(Map<String, NodeReading<OnNode>> nodes) {

    /**
     * What was read on one node.
     *
     * @param entries one for each process that wrote
     * @param spoilt lines that mean nothing: written in part when a disk was full or a machine failed, or by a process
     *     whose beginning is missing
     * @param unplaced processes that wrote under a boot of the node whose clock was never read
     */
    public record OnNode(List<LedgerEntry> entries, int spoilt, int unplaced) {
        public OnNode {
            entries = List.copyOf(entries);
        }
    }

    public TaskLedger {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /** The entries of all nodes that could be read. */
    public List<LedgerEntry> entries() {
        return nodes.values().stream()
                .flatMap(reading -> reading.value().stream())
                .flatMap(found -> found.entries().stream())
                .toList();
    }

    /** The nodes that could not be read, whose entries are not known. */
    public Set<String> unreadable() {
        return Readings.unreadable(nodes);
    }

    /** As a value for a history. */
    public Object toJson() {
        return Readings.toJson(
                nodes,
                found -> Map.of(
                        "entries",
                        found.entries().stream().map(LedgerEntry::toJson).toList(),
                        "spoilt",
                        (long) found.spoilt(),
                        "unplaced",
                        (long) found.unplaced()));
    }

    /**
     * What {@link #toJson} made.
     *
     * @throws IllegalArgumentException if it did not; says where
     */
    public static TaskLedger fromJson(Object json) {
        return new TaskLedger(Readings.fromJson(
                json,
                found -> new OnNode(
                        found.member("entries").elements(0).stream()
                                .map(entry -> LedgerEntry.fromJson(found.where(), entry))
                                .toList(),
                        Math.toIntExact(found.member("spoilt").number()),
                        Math.toIntExact(found.member("unplaced").number()))));
    }
}
