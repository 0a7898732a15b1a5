package io.partita.control.plan;

import io.partita.provisioning.cluster.LxcCluster;
import java.util.List;

/** What is looked at before a local cluster is made, used or taken away. What is wrong goes into a list. Touches nothing. */
public final class ClusterChecks {

    private static final int MOST_NODES = 50;

    private ClusterChecks() {}

    /** Whether there are clusters of this kind, and one can have this name and these nodes. */
    static void all(String kind, String name, List<String> nodes, List<Problem> problems) {
        if (!kind.equals("lxc")) {
            problems.add(Suggestions.unknown("--cluster", kind, List.of("lxc")));
        }
        local(name, nodes, problems);
    }

    /** Whether a local cluster can have this name and these nodes. */
    public static void local(String name, List<String> nodes, List<Problem> problems) {
        name(name, problems);
        nodes(nodes, problems);
    }

    /** Whether {@code name} is one: a cluster's directory has it, so it must be no path. */
    private static void name(String name, List<Problem> problems) {
        if (!LxcCluster.isName(name)) {
            problems.add(new Problem(
                    "--cluster-name: \"" + name + "\" is no name for a cluster",
                    "Use lower-case letters, digits and hyphens, no hyphen first, at most 40."));
        }
    }

    private static void nodes(List<String> nodes, List<Problem> problems) {
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
