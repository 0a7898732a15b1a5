package io.partita.provisioning.system.mesos;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Some of the nodes, as if there were no others. Closing it closes nothing. */
public record NodesView(Nodes nodes, Inventory inventory) implements Nodes {

    /** Those of {@code nodes} called {@code names}, in that order. */
    public static NodesView of(Nodes nodes, List<String> names) {
        Inventory whole = nodes.inventory();
        return new NodesView(
                nodes,
                new Inventory(
                        whole.cluster(),
                        whole.controlAddress(),
                        names.stream().map(whole::node).toList(),
                        whole.carrier()));
    }

    @Override
    public Remote on(String name) {
        inventory.node(name);
        return nodes.on(name);
    }

    @Override
    public <T> Map<String, T> parallel(List<String> names, Function<Remote, T> action) {
        names.forEach(inventory::node);
        return nodes.parallel(names, action);
    }

    @Override
    public void away(String name, String why) {
        nodes.away(name, why);
    }

    @Override
    public void back(String name) {
        nodes.back(name);
    }

    @Override
    public void close() {
        // the nodes belong to whoever connected them
    }
}
