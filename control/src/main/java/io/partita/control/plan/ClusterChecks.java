package io.partita.control.plan;

import io.partita.provisioning.cluster.LxcCluster;
import java.util.List;

/** What is looked at before a local cluster is made, used or taken away. What is wrong goes into a list. Touches nothing. */
public final class ClusterChecks {

    private static final int MOST_NODES = 50;

    private ClusterChecks() {}

    static void kind(String kind, List<Problem> problems) {
        if (!kind.equals("lxc")) {
            problems.add(Suggestions.unknown("--cluster", kind, List.of("lxc")));
        }
    }

    /** Whether {@code name} is one: a cluster's directory has it, so it must be no path. */
    public static void name(String name, List<Problem> problems) {
        if (!LxcCluster.isName(name)) {
            problems.add(new Problem(
                    "--cluster-name: \"" + name + "\" is no name for a cluster",
                    "Use lower-case letters, digits and hyphens, no hyphen first, at most 40."));
        }
    }

    /** Whether these can be a cluster's nodes. */
    public static void nodes(List<String> nodes, List<Problem> problems) {
        if (nodes.isEmpty()) {
            problems.add(new Problem("no node is named", "Leave out --nodes for n1,n2,n3,n4,n5."));
        }
        for (String node : nodes) {
            if (!LxcCluster.isNodeName(node)) {
                problems.add(new Problem(
                        "--nodes: \"" + node + "\" is no name for a node",
                        "Use lower-case letters and digits, beginning with a letter, at most 15."));
            }
        }
        if (nodes.stream().distinct().count() < nodes.size()) {
            problems.add(new Problem("--nodes names a node twice: " + nodes, "Name each node once."));
        }
        if (nodes.size() > MOST_NODES) {
            problems.add(new Problem(
                    nodes.size() + " nodes are more than one machine carries", "At most " + MOST_NODES + "."));
        }
    }
}
