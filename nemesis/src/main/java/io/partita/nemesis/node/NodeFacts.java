package io.partita.nemesis.node;

import io.partita.provisioning.cluster.Inventory;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Command;
import io.partita.provisioning.remote.Nodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What must be known of a node before its network is cut. Immutable.
 *
 * @param addresses its addresses of global scope, both families
 * @param missing what it lacks for a partition, in words; empty if nothing
 */
public record NodeFacts(List<String> addresses, String missing) {

    private static final String SCRIPT = """
            shift
            for tool in iptables iptables-restore iptables-save bash timeout; do
              command -v "$tool" >/dev/null || { echo "missing $tool is not installed"; exit 0; }
            done
            if refusal=$(iptables -w 5 -S INPUT 2>&1 >/dev/null); then :; else
              echo "missing iptables says: $(printf %s "$refusal" | head -n 1)"; exit 0
            fi
            ip -o addr show scope global 2>/dev/null | while read -r _ _ family address _; do
              case $family in inet|inet6) echo "address ${address%%/*}";; esac
            done
            exit 0
            """;

    public NodeFacts {
        addresses = List.copyOf(addresses);
    }

    /** Asks all nodes at once; changes nothing. */
    public static Map<String, NodeFacts> read(Nodes nodes) {
        Command ask = Scripts.command("facts", SCRIPT).within(Duration.ofSeconds(15));
        return nodes.parallel(remote -> parse(remote.requireFast(ask).stdout()));
    }

    /**
     * The addresses to drop to cut off each node: that of the inventory first, then all others that belong to this node
     * alone. Addresses that several nodes have (the inner side of a NAT or a bridge) say nothing about the sender.
     */
    public static Map<String, List<String>> addresses(Inventory inventory, Map<String, NodeFacts> facts) {
        var owners = new HashMap<String, Integer>();
        facts.values().forEach(fact -> fact.addresses().forEach(address -> owners.merge(address, 1, Integer::sum)));
        var result = new LinkedHashMap<String, List<String>>();
        for (Node node : inventory.nodes()) {
            var own = new LinkedHashSet<>(List.of(node.address()));
            for (String address : facts.get(node.name()).addresses()) {
                if (owners.get(address) == 1 && !address.equals(inventory.controlAddress())) {
                    own.add(address);
                }
            }
            result.put(node.name(), List.copyOf(own));
        }
        return result;
    }

    static NodeFacts parse(String output) {
        var addresses = new ArrayList<String>();
        String missing = "";
        for (String line : output.lines().toList()) {
            String[] word = line.split(" ", 2);
            switch (word[0]) {
                case "address" -> addresses.add(word[1]);
                case "missing" -> missing = word[1];
                default -> throw new IllegalStateException("not a fact about a node: " + line);
            }
        }
        return new NodeFacts(addresses, missing);
    }
}
