package io.partita.workloads.mesos.leader;

import io.partita.checker.history.History;
import io.partita.checker.liveness.FaultWindow;
import io.partita.provisioning.system.mesos.Role;
import io.partita.workloads.mesos.observe.Json;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a fault may keep from working: servers that do not run, and pairs of nodes of which one does not hear the other.
 * Immutable.
 *
 * @param down the nodes on which a role's servers were struck
 * @param cut the links on which packets are dropped, as sender and receiver
 */
record Struck(Map<Role, Set<String>> down, Set<List<String>> cut) {

    private static final Set<String> WHOLE_NODES = Set.of("kill", "pause", "node-crash");
    private static final Set<String> BLOWS = Set.of("kill", "pause", "crash");
    private static final Map<String, Role> WORDS = Map.of(
            "master", Role.MASTER,
            "masters", Role.MASTER,
            "marathon", Role.MARATHON,
            "marathons", Role.MARATHON,
            "zookeeper", Role.ZOOKEEPER,
            "agent", Role.AGENT);

    Struck {
        Map<Role, Set<String>> copy = new EnumMap<>(Role.class);
        down.forEach((role, nodes) -> copy.put(role, Set.copyOf(nodes)));
        down = copy;
        cut = Set.copyOf(cut);
    }

    /**
     * What the fault of {@code window} strikes: the links that its proof names, or its targets' servers of the role that its
     * name tells. Empty if it was not proven, or strikes something that is not known here: then it may be anything.
     */
    static Optional<Struck> by(FaultWindow window, History history) {
        if (!window.isProven()) {
            return Optional.empty();
        }
        Map<String, Object> proof =
                Json.object(Json.object(history.value(window.active().index())), "proof");
        if (proof.containsKey("cut")) {
            Set<List<String>> links = new HashSet<>();
            Json.list(proof.get("cut"))
                    .forEach(link -> links.add(
                            Json.list(link).stream().map(String::valueOf).toList()));
            return Optional.of(new Struck(Map.of(), links));
        }
        return roles(window.name()).map(roles -> {
            Map<Role, Set<String>> down = new EnumMap<>(Role.class);
            roles.forEach(role -> down.put(role, Set.copyOf(window.targets())));
            return new Struck(down, Set.of());
        });
    }

    /** The roles whose servers the fault called {@code name} strikes. */
    static Optional<List<Role>> roles(String name) {
        if (WHOLE_NODES.contains(name)) {
            return Optional.of(Arrays.asList(Role.values()));
        }
        if (name.equals("agent-restart")) {
            return Optional.of(List.of(Role.AGENT));
        }
        String[] words = name.split("-");
        return words.length > 1 && BLOWS.contains(words[0])
                ? Optional.ofNullable(WORDS.get(words[1])).map(List::of)
                : Optional.empty();
    }

    /** This and the other at the same time. */
    Struck and(Struck other) {
        Map<Role, Set<String>> both = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            Set<String> nodes = new HashSet<>(down.getOrDefault(role, Set.of()));
            nodes.addAll(other.down.getOrDefault(role, Set.of()));
            both.put(role, nodes);
        }
        Set<List<String>> links = new HashSet<>(cut);
        links.addAll(other.cut);
        return new Struck(both, links);
    }

    /** Whether servers on these nodes can talk to each other. */
    boolean connects(String one, String other) {
        return !cut.contains(List.of(one, other)) && !cut.contains(List.of(other, one));
    }

    /** How many of {@code nodes} have a server of {@code role} that works and can talk to the one on {@code node}. */
    long within(String node, Role role, List<String> nodes) {
        return nodes.stream()
                .filter(each -> !down.getOrDefault(role, Set.of()).contains(each))
                .filter(each -> connects(node, each))
                .count();
    }

    /**
     * Whether there certainly is a group of nodes in which each reaches each, with a majority of the ensemble and of the
     * masters, and a Marathon.
     */
    boolean leavesMajorities(Expected expected) {
        return expected.on(Role.ZOOKEEPER).stream().anyMatch(node -> {
            List<String> group = group(node, expected);
            return isMajority(node, Role.ZOOKEEPER, group, expected)
                    && isMajority(node, Role.MASTER, group, expected)
                    && (expected.on(Role.MARATHON).isEmpty()
                            || within(node, Role.MARATHON, both(group, expected.on(Role.MARATHON))) > 0);
        });
    }

    private boolean isMajority(String node, Role role, List<String> group, Expected expected) {
        List<String> all = expected.on(role);
        return 2 * within(node, role, both(group, all)) > all.size();
    }

    /** Whether fewer than a majority of the masters can talk to the one on {@code node}: it cannot write the registry. */
    boolean keepsFromRegistry(String node, Expected expected) {
        List<String> masters = expected.on(Role.MASTER);
        return 2 * within(node, Role.MASTER, masters) <= masters.size();
    }

    /** All nodes that {@code node} reaches, if each of them reaches each; else none. */
    private List<String> group(String node, Expected expected) {
        Set<String> all = new HashSet<>();
        expected.nodes().values().forEach(all::addAll);
        List<String> group = new ArrayList<>();
        all.stream().filter(each -> connects(node, each)).sorted().forEach(group::add);
        boolean whole = group.stream().allMatch(one -> group.stream().allMatch(other -> connects(one, other)));
        return whole ? group : List.of();
    }

    private static List<String> both(List<String> some, List<String> others) {
        return some.stream().filter(others::contains).toList();
    }
}
