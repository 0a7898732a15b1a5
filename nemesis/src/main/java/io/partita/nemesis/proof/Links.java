package io.partita.nemesis.proof;

import io.partita.nemesis.node.ChainReading;
import io.partita.nemesis.node.Firewall;
import io.partita.nemesis.node.FirewallReading;
import io.partita.nemesis.node.OwnChain;
import io.partita.nemesis.target.Cut;
import io.partita.provisioning.cluster.Node;
import io.partita.provisioning.remote.Nodes;
import io.partita.provisioning.remote.Remote;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;

/**
 * The links between nodes on which a fault treats packets, and how to look at them. Immutable; reads only.
 *
 * @param nodes the connected nodes
 * @param targets the nodes that the fault was asked for
 * @param graph the links, as if each were cut
 * @param addresses the addresses of every node, by name
 */
public record Links(Nodes nodes, List<String> targets, Cut graph, Map<String, List<String>> addresses) {

    public Links {
        targets = List.copyOf(targets);
        addresses = Map.copyOf(addresses);
    }

    /** Every node that is at an end of a link, in the cluster's order. */
    public List<String> ends() {
        Set<String> ends = new TreeSet<>();
        graph.dropped().forEach(link -> ends.addAll(List.of(link.from(), link.to())));
        return nodes.names().stream().filter(ends::contains).toList();
    }

    /** What every node measures of the nodes to which it has a link, as {@code {from: {to: value}}}. */
    public <T> Map<String, Map<String, T>> measure(BiFunction<Remote, List<Node>, Map<String, T>> measurement) {
        List<String> senders =
                ends().stream().filter(node -> !receivers(node).isEmpty()).toList();
        return nodes.parallel(senders, remote -> measurement.apply(remote, receivers(remote.node())));
    }

    /** What every end holds of {@code chain}. */
    public Map<String, ChainReading> readings(OwnChain chain) {
        return nodes.parallel(
                ends(),
                remote -> ChainReading.parse(
                        chain, remote.requireFast(chain.show()).stdout()));
    }

    /** The links on which a partition drops every packet now: there is nothing to be seen on them. */
    public Cut partitioned() {
        var cut = new LinkedHashSet<Cut.Link>();
        nodes.parallel(
                        ends(),
                        remote -> FirewallReading.parse(
                                remote.requireFast(Firewall.show()).stdout()))
                .forEach((receiver, reading) -> graph.dropped().stream()
                        .filter(link -> link.to().equals(receiver))
                        .filter(link -> addresses.get(link.from()).stream().anyMatch(reading.dropped()::containsKey))
                        .forEach(cut::add));
        return new Cut(cut);
    }

    /** One number for every link, as {@code {receiver: {sender: number}}}. */
    public Map<String, Object> byReceiver(BiFunction<String, String, Object> ofSenderAndReceiver) {
        Map<String, Map<String, Object>> all = new TreeMap<>();
        graph.dropped()
                .forEach(link -> all.computeIfAbsent(link.to(), receiver -> new TreeMap<>())
                        .put(link.from(), ofSenderAndReceiver.apply(link.from(), link.to())));
        return new TreeMap<>(all);
    }

    /** The links in a fixed order. */
    public List<Cut.Link> sorted() {
        return graph.toJson().stream()
                .map(pair -> new Cut.Link(pair.get(0), pair.get(1)))
                .toList();
    }

    /** The first node to which {@code sender} has a link, in the cluster's order. */
    public Node firstReceiver(String sender) {
        return receivers(sender).get(0);
    }

    private List<Node> receivers(String sender) {
        var receivers = new ArrayList<Node>();
        for (Node node : nodes.inventory().nodes()) {
            if (graph.drops(sender, node.name())) {
                receivers.add(node);
            }
        }
        return receivers;
    }
}
