package io.partita.control.testbed;

import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.NodeFacts;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts between nodes, made with the firewall of the nemesis, and one that closes a port only. */
final class Cuts {

    private static final String CLOSE =
            "iptables -w 5 -N TESTBED_IT && iptables -w 5 -A TESTBED_IT -p tcp --dport \"$1\" -j DROP"
                    + " && iptables -w 5 -I OUTPUT 1 -j TESTBED_IT";
    private static final String OPEN = "iptables -w 5 -D OUTPUT -j TESTBED_IT 2>/dev/null;"
            + " iptables -w 5 -F TESTBED_IT 2>/dev/null; iptables -w 5 -X TESTBED_IT 2>/dev/null; true";

    private final Nodes nodes;

    Cuts(Nodes nodes) {
        this.nodes = nodes;
    }

    /** Cuts {@code node} off from all others, in both directions. */
    void isolate(String node) {
        Set<Cut.Link> links = new HashSet<>();
        nodes.names().stream().filter(other -> !other.equals(node)).forEach(other -> {
            links.add(new Cut.Link(node, other));
            links.add(new Cut.Link(other, node));
        });
        Cut cut = new Cut(links);
        Map<String, List<String>> addresses = NodeFacts.addresses(nodes.inventory(), NodeFacts.read(nodes));
        nodes.parallel(each -> each.requireFast(
                Firewall.switchTo(cut, each.node(), addresses, nodes.inventory().controlAddress())));
    }

    /** Lets nothing out of {@code node} to {@code port} of anybody, itself included. */
    void closePort(String node, int port) {
        nodes.on(node).require(Command.script(CLOSE, String.valueOf(port)));
    }

    /** Ends every cut. */
    void heal() {
        nodes.parallel(node -> node.requireFast(Firewall.clear()));
        nodes.parallel(node -> node.require(Command.script(OPEN)));
    }
}
