package io.partita.nemesis.proof;

import io.partita.nemesis.node.Probe;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which node can make a TCP connection to which, as measured on the nodes. Immutable.
 *
 * @param matrix whether the node of the row reaches the node of the column
 */
public record Reachability(Map<String, Map<String, Boolean>> matrix) {

    /** Nothing measured yet. */
    public static final Reachability NONE = new Reachability(Map.of());

    /**
     * Measures every ordered pair of {@code names} at once, with one command on each node. A refused connection is an
     * answer, and thus reachability; silence is not.
     */
    public static Reachability measure(Nodes nodes, List<String> names) {
        List<Node> all = nodes.inventory().nodes().stream()
                .filter(node -> names.contains(node.name()))
                .toList();
        return new Reachability(nodes.parallel(
                names,
                remote -> Probe.parse(remote.require(Probe.command(all.stream()
                                .filter(node -> !node.name().equals(remote.node()))
                                .toList()))
                        .stdout())));
    }

    /**
     * The same, where links that {@code cut} leaves open count as reached if they were so in {@code earlier}: beside a fault
     * that loses packets by chance, a cut is not told from bad luck by one attempt.
     */
    public Reachability or(Reachability earlier, Cut cut) {
        var both = new LinkedHashMap<String, Map<String, Boolean>>();
        matrix.forEach((from, row) -> {
            var merged = new LinkedHashMap<>(row);
            merged.replaceAll((to, reached) -> reached
                    || cut.connects(from, to)
                            && earlier.matrix.getOrDefault(from, Map.of()).getOrDefault(to, false));
            both.put(from, merged);
        });
        return new Reachability(both);
    }

    /** What differs from the graph, in words; empty if nothing. A connection needs both directions. */
    public List<String> differences(Cut cut) {
        var differences = new ArrayList<String>();
        matrix.forEach((from, row) -> row.forEach((to, reached) -> {
            if (reached != cut.connects(from, to)) {
                differences.add(from + (reached ? " still reaches " : " does not reach ") + to);
            }
        }));
        return differences;
    }

    /** The matrix as JSON values. */
    public Map<String, Object> toJson() {
        return new LinkedHashMap<>(matrix);
    }
}
