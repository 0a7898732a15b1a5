package io.partita.workloads.mesos.nodes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

        private OnNode and(OnNode later) {
            Map<List<Object>, LedgerEntry> known = new LinkedHashMap<>();
            entries.forEach(entry -> known.put(List.of(entry.task(), entry.pid()), entry));
            later.entries.forEach(entry -> known.merge(List.of(entry.task(), entry.pid()), entry, OnNode::fuller));
            return new OnNode(List.copyOf(known.values()), later.spoilt, later.unplaced);
        }

        /** A loss of power costs the last lines, even those that somebody has read. */
        private static LedgerEntry fuller(LedgerEntry earlier, LedgerEntry later) {
            boolean lost = earlier.end().isPresent() && later.end().isEmpty()
                    || earlier.lastBeatNs() - earlier.errorNs() > later.lastBeatNs() + later.errorNs();
            return lost ? earlier : later;
        }
    }

    public TaskLedger {
        nodes = Collections.unmodifiableMap(new LinkedHashMap<>(nodes));
    }

    /**
     * What is known from this and from what was collected later: of a node that could not be read later, what is here; of a
     * process, what was collected later, unless some of it was lost since.
     */
    public TaskLedger and(TaskLedger later) {
        Map<String, NodeReading<OnNode>> all = new LinkedHashMap<>(nodes);
        later.nodes.forEach((node, reading) -> {
            Optional<OnNode> here = Optional.ofNullable(all.get(node)).flatMap(NodeReading::value);
            if (here.isEmpty()) {
                all.put(node, reading);
            } else if (reading.value().isPresent()) {
                all.put(
                        node,
                        new NodeReading.Read<>(here.get().and(reading.value().get())));
            }
        });
        return new TaskLedger(all);
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
