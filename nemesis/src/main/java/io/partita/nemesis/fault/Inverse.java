package io.partita.nemesis.fault;

import io.partita.provisioning.remote.Command;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What undoes a fault on one node, as commands alone: kept in the ledger and where they run, so that whoever finds them can
 * heal, without this program's memory. Immutable.
 *
 * @param node the node
 * @param place where the commands run
 * @param undo ends the fault there; idempotent, exits 0 when it has done so or had nothing to do
 * @param check exits 0 if and only if the fault is gone there; what it prints is kept as evidence
 * @param objects what the fault owns on the node, such as {@code firewall chain PARTITA}; two faults that own the same
 *     object of a node, or of which one owns {@link #WHOLE_NODE}, are not active at once
 */
public record Inverse(String node, Place place, Command undo, Command check, List<String> objects) {

    /** The object of a fault beside which no other can be on the node: what is on it cannot be reached, or goes away. */
    public static final String WHOLE_NODE = "the whole node";

    /** Where an inverse runs. */
    public enum Place {
        /** On the node. */
        NODE,
        /** On the machine that carries the node, because the node cannot help itself. */
        HOST
    }

    public Inverse {
        Objects.requireNonNull(node, "node is null");
        Objects.requireNonNull(place, "place is null");
        objects = List.copyOf(objects);
        if (!undo.idempotent() || !check.idempotent()) {
            throw new IllegalArgumentException("the inverse of a fault on " + node + " must be idempotent");
        }
    }

    /** One that runs on the node. */
    public Inverse(String node, Command undo, Command check, List<String> objects) {
        this(node, Place.NODE, undo, check, objects);
    }

    /** Whether a fault that owns {@code some} of a node's objects and one that owns {@code others} are not active at once. */
    public static boolean clash(Collection<String> some, Collection<String> others) {
        return !some.isEmpty()
                && !others.isEmpty()
                && (some.contains(WHOLE_NODE) || others.contains(WHOLE_NODE) || !Collections.disjoint(some, others));
    }
}
