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
 */
public record Inventory(String cluster, String controlAddress, List<Node> nodes) {

    public Inventory {
        Objects.requireNonNull(cluster, "cluster is null");
        Objects.requireNonNull(controlAddress, "controlAddress is null");
        nodes = List.copyOf(nodes);
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
