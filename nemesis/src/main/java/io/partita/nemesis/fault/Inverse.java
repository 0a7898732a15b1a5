package io.partita.nemesis.fault;

import io.partita.provisioning.remote.Command;
import java.util.List;
import java.util.Objects;

/**
 * What undoes a fault on one node, as commands alone: kept in the ledger and on the node, so that whoever finds it can
 * heal, without this program's memory. Immutable.
 *
 * @param node the node
 * @param undo ends the fault there; idempotent, exits 0 when it has done so or had nothing to do
 * @param check exits 0 if and only if the fault is gone there; what it prints is kept as evidence
 * @param objects what the fault owns there, such as {@code firewall chain PARTITA}; two faults that own the same object
 *     of a node are not active at once
 */
public record Inverse(String node, Command undo, Command check, List<String> objects) {

    public Inverse {
        Objects.requireNonNull(node, "node is null");
        objects = List.copyOf(objects);
        if (!undo.idempotent() || !check.idempotent()) {
            throw new IllegalArgumentException("the inverse of a fault on " + node + " must be idempotent");
        }
    }
}
