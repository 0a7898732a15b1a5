package io.partita.provisioning.system.mesos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Which node is what. Immutable.
 *
 * @param places the nodes of each role, in order; a role that is left out is nowhere
 */
public record Layout(Map<Role, List<String>> places) {

    /** @throws IllegalArgumentException if a role is there and one that it needs is not, or a node has a role twice */
    public Layout {
        Map<Role, List<String>> copy = new EnumMap<>(Role.class);
        places.forEach((role, nodes) -> {
            if (!nodes.isEmpty()) {
                copy.put(role, List.copyOf(nodes));
            }
        });
        List<String> problems = new ArrayList<>();
        copy.forEach((role, nodes) -> {
            if (nodes.stream().distinct().count() != nodes.size()) {
                problems.add(role.label() + " is twice on a node: " + nodes);
            }
            role.needs().stream()
                    .filter(need -> !copy.containsKey(need))
                    .forEach(need -> problems.add(role.label() + " needs " + need.label() + ", which is on no node"));
        });
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("layout: " + String.join("; ", problems));
        }
        places = Collections.unmodifiableMap(copy);
    }

    /**
     * The usual one: ZooKeeper and agents on all nodes, masters and Marathons together on the first few.
     *
     * @param nodes all nodes
     * @param masters how many of them get a master and a Marathon
     * @param discovery the nodes that get a discovery server
     */
    public static Layout standard(List<String> nodes, int masters, List<String> discovery) {
        Objects.requireNonNull(discovery, "discovery is null");
        if (masters < 1 || masters > nodes.size()) {
            throw new IllegalArgumentException(
                    "layout: masters must be from 1 to " + nodes.size() + ", the number of nodes, not " + masters);
        }
        List<String> first = nodes.subList(0, masters);
        return new Layout(Map.of(
                Role.ZOOKEEPER,
                nodes,
                Role.MASTER,
                first,
                Role.AGENT,
                nodes,
                Role.MARATHON,
                first,
                Role.DISCOVERY,
                discovery));
    }

    /**
     * Reads the lines of a file, each a role and its nodes: {@code master: n1 n2 n3}. Empty lines and what follows a # are
     * passed over.
     *
     * @throws IllegalArgumentException if any line cannot be understood, naming it and what is allowed, or if what the lines
     *     say together is no layout
     */
    public static Layout parse(List<String> lines) {
        return new LayoutReader().read(lines);
    }

    /**
     * The layout whose {@link #word} is {@code word}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Layout ofWord(String word) {
        return new LayoutReader().readWord(word);
    }

    /** The same in one word for a command line: {@code zookeeper:n1+n2+n3/master:n1/agent:n2+n3}. */
    public String word() {
        return places.entrySet().stream()
                .map(place -> place.getKey().label() + ":" + String.join("+", place.getValue()))
                .collect(Collectors.joining("/"));
    }

    /** The same without the servers of {@code role}. */
    public Layout without(Role role) {
        Map<Role, List<String>> others = new EnumMap<>(places);
        others.remove(role);
        return new Layout(others);
    }

    /** The nodes of {@code role}, in order. */
    public List<String> on(Role role) {
        return places.getOrDefault(role, List.of());
    }

    /** The roles of {@code node}, in the order of their set-up. */
    public List<Role> of(String node) {
        return places.keySet().stream().filter(role -> on(role).contains(node)).toList();
    }

    /** @throws IllegalArgumentException if a role is on a node that is not one of {@code nodes} */
    public void requireOn(List<String> nodes) {
        places.forEach((role, on) -> on.stream()
                .filter(node -> !nodes.contains(node))
                .findFirst()
                .ifPresent(node -> {
                    throw new IllegalArgumentException(
                            "layout: " + role.label() + " is to be on \"" + node + "\", but there are only " + nodes);
                }));
    }
}
