package io.partita.provisioning.cluster;

import java.util.List;
import java.util.Objects;

/**
 * The nodes of a cluster: all that is needed to reach them again, also from another process. Immutable; written as
 * {@code inventory.json} beside every run so that faults can be healed after the control node died.
 *
 * @param cluster the cluster's name
 * @param controlAddress the address from which the control node reaches the nodes; no fault may cut it off
 * @param nodes the nodes, in order
 * @param carrier what carries the nodes
 */
public record Inventory(String cluster, String controlAddress, List<Node> nodes, Carrier carrier) {

    public Inventory {
        Objects.requireNonNull(cluster, "cluster is null");
        Objects.requireNonNull(controlAddress, "controlAddress is null");
        Objects.requireNonNull(carrier, "carrier is null");
        nodes = List.copyOf(nodes);
    }

    /** Nodes that can be reached over the network alone. */
    public Inventory(String cluster, String controlAddress, List<Node> nodes) {
        this(cluster, controlAddress, nodes, Carrier.UNKNOWN);
    }

    /** The nodes' names, in order. */
    public List<String> names() {
        return nodes.stream().map(Node::name).toList();
    }

    /**
     * The node called {@code name}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no node \"" + name + "\" in cluster " + cluster + ": it has " + names()));
    }
}
