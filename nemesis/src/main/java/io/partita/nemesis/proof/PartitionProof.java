package io.partita.nemesis.proof;

import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.FirewallReading;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.remote.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * Shows, from the nodes, that the network is cut as a graph says, or whole again. Reads only.
 *
 * <p>A TCP connection needs both directions, so the matrix of connections alone cannot tell which one is cut; the drop
 * counters, one for each source on each node, can. They count from zero since the switch, and the connection attempts of
 * the matrix pass them: a counter above zero is a packet of this very measurement or of the system under test, dropped
 * by our rule and by no other cause.
 */
public final class PartitionProof {

    private PartitionProof() {}

    /**
     * Measures whether exactly the links of {@code cut} are cut.
     *
     * @param addresses the addresses of every node, by name
     */
    public static Proof active(Nodes nodes, Cut cut, Map<String, List<String>> addresses) {
        return activeAgain(nodes, cut, addresses).get();
    }

    /** As {@link #active}, to be measured again and again: a link that must be open may be seen so at any time. */
    public static Supplier<Proof> activeAgain(Nodes nodes, Cut cut, Map<String, List<String>> addresses) {
        var seen = new AtomicReference<>(Reachability.NONE);
        return () -> {
            Reachability now = Reachability.measure(nodes, nodes.names());
            return active(nodes, cut, addresses, seen.updateAndGet(earlier -> now.or(earlier, cut)));
        };
    }

    private static Proof active(Nodes nodes, Cut cut, Map<String, List<String>> addresses, Reachability reachability) {
        List<String> names = nodes.names();
        Map<String, FirewallReading> readings = readings(nodes, names);
        List<String> missing = reachability.differences(cut);
        var counters = new LinkedHashMap<String, Object>();
        for (String node : names) {
            FirewallReading reading = readings.get(node);
            if (!reading.jumpFirst()) {
                missing.add("our chain is not the first rule of INPUT on " + node);
            }
            var dropped = new LinkedHashMap<String, Object>();
            for (String source : cut.sourcesDroppedBy(node)) {
                long packets = addresses.get(source).stream()
                        .mapToLong(address -> reading.dropped().getOrDefault(address, 0L))
                        .sum();
                dropped.put(source, packets);
                if (packets == 0) {
                    missing.add(node + " has dropped no packet of " + source);
                }
            }
            counters.put(node, dropped);
        }
        return Proof.of(
                String.join("; ", missing),
                Map.of("reachable", reachability.toJson(), "dropped", counters, "controlReaches", names));
    }

    /** Measures whether all pairs of {@code names} reach each other and nothing of ours is in their firewalls. */
    public static Proof healed(Nodes nodes, List<String> names) {
        return healedAgain(nodes, names).get();
    }

    /** As {@link #healed}, to be measured again and again: each pair may be seen to connect at any time. */
    public static Supplier<Proof> healedAgain(Nodes nodes, List<String> names) {
        var seen = new AtomicReference<>(Reachability.NONE);
        return () -> {
            Map<String, FirewallReading> readings = readings(nodes, names);
            Reachability now = Reachability.measure(nodes, names);
            boolean clean = readings.values().stream().noneMatch(FirewallReading::anything);
            return healed(names, readings, clean ? seen.updateAndGet(earlier -> now.or(earlier, Cut.NONE)) : now);
        };
    }

    private static Proof healed(List<String> names, Map<String, FirewallReading> readings, Reachability reachability) {
        var missing = new ArrayList<String>();
        readings.forEach((node, reading) -> {
            if (reading.anything()) {
                missing.add("our chain is still on " + node);
            }
        });
        missing.addAll(reachability.differences(Cut.NONE));
        List<String> clean =
                names.stream().filter(node -> !readings.get(node).anything()).toList();
        return Proof.of(
                String.join("; ", missing),
                Map.of("reachable", reachability.toJson(), "withoutChain", clean, "controlReaches", names));
    }

    private static Map<String, FirewallReading> readings(Nodes nodes, List<String> names) {
        return nodes.parallel(
                names,
                remote -> FirewallReading.parse(
                        remote.requireFast(Firewall.show()).stdout()));
    }
}
